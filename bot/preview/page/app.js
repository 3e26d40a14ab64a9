// The page: a chat with the bot, as a Telegram client shows it.

import { Composer } from "./composer.js";
import { listen, newPerson, post, takePerson } from "./connection.js";
import { belongTogether, renderMessage, wordsOfMessage } from "./messages.js";
import { element } from "./nodes.js";

const $ = (id) => document.getElementById(id);
const ACTION_SECONDS = 5; // Telegram shows "typing" that long, or until the next message
const TAP_SECONDS = 15;

const view = {
  key: "", room: "private", own: 0, words: {}, locale: "en-GB", bot: { name: "", username: "" },
  undelivered: new Set(), reactions: {}, waiting: new Map(),
  hooks: { tap, page, link: followLink, command: (words) => send(words), show, enlarge, reply, edit, copy, get words() { return view.words; }, get locale() { return view.locale; } },
};
const LOCALES = { en: "en-GB", "sr-Latn": "sr-Latn-RS", "sr-Cyrl": "sr-Cyrl-RS" };
const messages = new Map();
const status = { connected: false, running: true, action: "", timer: 0 };
let stopListening = () => {};
let unread = 0;
let following = true;
let lastTop = 0;

const composer = new Composer({ send, sticker, inline, choose });

// Connection ------------------------------------------------------------------------------------

function language() {
  return localStorage.getItem("language") ?? (navigator.language.startsWith("sr") ? "sr-Latn" : "en");
}

async function connect(take) {
  stopListening();
  try {
    const person = await take(language());
    // The same tab as another person, unasked: the server was started anew, and its chats are gone.
    view.isLost = person.isLost || (take === takePerson && view.key !== "" && view.key !== person.key);
    view.key = person.key;
    if (view.isLost) view.room = "private";
    $("lost").hidden = !view.isLost;
    if (!person.isNew) await post("/preview/language", { key: view.key, language: language() });
  } catch {
    setConnected(false);
    setTimeout(() => connect(takePerson), 1000);
    return;
  }
  listenHere();
}

function listenHere() {
  stopListening();
  stopListening = listen(view.key, view.room, {
    onEvent: handle,
    onOpen: () => setConnected(true),
    onBreak: () => setConnected(false),
    onLost: () => setTimeout(() => connect(takePerson), 1000),
  });
}

const handlers = {
  profile: showProfile,
  chat: showChat,
  sent: ({ message }) => arrive(message),
  edited: ({ message }) => change(message),
  deleted: ({ message_id }) => remove(message_id),
  action: ({ action }) => showAction(action),
  answered: answerTap,
  reacted: ({ message_id, reactions }) => { view.reactions[message_id] = reactions; redraw(message_id); },
  received: ({ message_id }) => received(message_id),
  running: ({ running }) => { status.running = running; showStatus(); },
};

function handle(event) {
  handlers[event.type]?.(event);
}

// What is around the chat -----------------------------------------------------------------------

function showProfile({ language: code, words, bot, description, commands }) {
  Object.assign(view, { words, bot, locale: LOCALES[code] });
  document.documentElement.lang = code;
  document.title = bot.name;
  $("bot-name").textContent = bot.name;
  $("avatar").textContent = [...bot.name][0]?.toUpperCase() ?? "";
  $("note").textContent = words.note;
  $("about-title").textContent = words.about;
  $("description").textContent = description || words.empty;
  $("lost").textContent = view.isLost ? words.lost : "";
  $("rooms").setAttribute("aria-label", words.rooms);
  for (const button of $("rooms").children) button.textContent = words[`room_${button.dataset.room}`];
  showRoom();
  $("about-title").hidden = !description;
  $("new-chat").title = words.new_chat;
  $("new-chat").setAttribute("aria-label", words.new_chat);
  $("newest").setAttribute("aria-label", words.to_newest);
  $("alert-close").textContent = words.alert_close;
  $("languages").setAttribute("aria-label", words.language);
  for (const button of $("languages").children) {
    button.setAttribute("aria-pressed", String(button.dataset.language === code));
  }
  composer.setWords(words, bot);
  composer.setCommands(commands);
  showStatus();
  for (const id of messages.keys()) redraw(id);
}

function showRoom() {
  const hint = { group: view.words.group_hint, guest: view.words.guest_hint }[view.room];
  $("room-hint").hidden = !hint;
  $("room-hint").textContent = (hint ?? "").replace("%BOT%", view.bot.username);
  for (const button of $("rooms").children) {
    button.setAttribute("aria-pressed", String(button.dataset.room === view.room));
  }
}

function enter(room) {
  view.room = room;
  view.waiting.clear();
  composer.cancel();
  showRoom();
  listenHere();
}

function setConnected(connected) {
  status.connected = connected;
  showStatus();
}

function showStatus() {
  const { words } = view;
  const node = $("status");
  const action = status.action && actionWords(status.action);
  node.className = `status${action ? " live" : ""}${status.connected && !status.running ? " away" : ""}`;
  if (!status.connected) node.textContent = words.connecting ?? "";
  else if (action) {
    const dots = element("span", "dots");
    dots.append(element("i"), element("i"), element("i"));
    node.replaceChildren(action, dots);
  } else node.textContent = status.running ? words.bot : words.not_running;
}

function actionWords(action) {
  if (action.endsWith("photo")) return view.words.sending_photo;
  if (action.startsWith("upload")) return view.words.sending_file;
  return view.words.typing;
}

function showAction(action) {
  clearTimeout(status.timer);
  status.action = action;
  if (action) status.timer = setTimeout(() => showAction(""), ACTION_SECONDS * 1000);
  showStatus();
}

// Messages --------------------------------------------------------------------------------------

function showChat({ person, started, messages: all, reactions, undelivered }) {
  Object.assign(view, { own: person, reactions, undelivered: new Set(undelivered) });
  messages.clear();
  $("messages").replaceChildren();
  $("messages").setAttribute("aria-live", "off");
  for (const message of all) add(message);
  $("messages").setAttribute("aria-live", "polite");
  composer.setStarted(started);
  composer.setKeyboard(all.findLast((each) => each.reply_markup?.keyboard)?.reply_markup ?? null);
  $("about").hidden = all.length > 0;
  toNewest("instant");
  if (!started) $("start").focus();
}

function arrive(message) {
  const isOwn = message.from.id === view.own;
  const follows = isOwn || isFollowing();
  if (isOwn) view.undelivered.add(message.message_id);
  else showAction("");
  $("about").hidden = true;
  add(message);
  composer.setStarted(true);
  const markup = message.reply_markup;
  if (markup?.keyboard) composer.setKeyboard(markup);
  if (markup?.remove_keyboard) composer.setKeyboard(null);
  if (follows) toNewest();
  else {
    unread += 1;
    showNewest();
  }
}

function add(message) {
  const previous = [...messages.values()].at(-1);
  messages.set(message.message_id, message);
  if (!previous || !sameDay(previous.date, message.date)) $("messages").append(day(message.date));
  const node = renderMessage(message, view);
  const together = belongTogether(previous, message);
  node.classList.add("last");
  if (together) $(`message-${previous.message_id}`)?.classList.remove("last");
  else node.classList.add("turn");
  $("messages").append(node);
}

function change(message) {
  const follows = isFollowing();
  messages.set(message.message_id, message);
  if (message.from.id !== view.own) showAction("");
  redraw(message.message_id)?.classList.add("changed");
  if (follows) toNewest();
}

function redraw(id) {
  const old = $(`message-${id}`);
  if (!old) return null;
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.data : null;
  const node = renderMessage(messages.get(id), view);
  node.classList.add(...[...old.classList].filter((each) => each === "last" || each === "turn"));
  node.style.animation = "none";
  old.replaceWith(node);
  if (focused !== null) refocus(node, focused);
  return node;
}

function refocus(node, data) {
  const buttons = [...node.querySelectorAll("[data-data]")];
  (buttons.find((each) => each.dataset.data === data) ?? buttons[0] ?? $("text")).focus();
}

function remove(id) {
  messages.delete(id);
  $(`message-${id}`)?.remove();
}

function received(upTo) {
  for (const id of [...view.undelivered].filter((each) => each <= upTo)) {
    view.undelivered.delete(id);
    redraw(id);
  }
}

function show(id) {
  $(`message-${id}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
}

function day(date) {
  const then = new Date(date * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 864e5);
  const words = days < 2
    ? new Intl.RelativeTimeFormat(view.locale, { numeric: "auto" }).format(-days, "day")
    : then.toLocaleDateString(view.locale, { day: "numeric", month: "long" });
  return element("p", "day", words.charAt(0).toUpperCase() + words.slice(1));
}

function sameDay(one, other) {
  return new Date(one * 1000).toDateString() === new Date(other * 1000).toDateString();
}

// Scrolling -------------------------------------------------------------------------------------

function isAtEnd() {
  const wall = $("wall");
  return wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80;
}

// Whether the person is at the newest message, or the page is on its way there: only who moves up
// leaves it.
function isFollowing() {
  const { scrollTop } = $("wall");
  if (isAtEnd()) following = true;
  else if (scrollTop < lastTop - 1) following = false;
  lastTop = scrollTop;
  return following;
}

function toNewest(behavior = "smooth") {
  unread = 0;
  following = true;
  showNewest();
  $("wall").scrollTo({ top: $("wall").scrollHeight, behavior });
}

function showNewest() {
  $("newest").hidden = isAtEnd() && !unread;
  $("unread").hidden = !unread;
  $("unread").textContent = unread;
}

$("wall").addEventListener("scroll", () => {
  isFollowing();
  if (isAtEnd()) unread = 0;
  showNewest();
});
$("newest").addEventListener("click", () => toNewest());
// Pictures that load late, or a keyboard that opens on a phone, must not hide the newest message.
new ResizeObserver(() => { if (isFollowing()) toNewest("instant"); }).observe($("messages"));

// What the person does --------------------------------------------------------------------------

// `about`: the message that is replied to or edited, or nothing.
async function send(text, about = {}) {
  const body = { key: view.key, room: view.room, text };
  try {
    if (about.edit) await post("/preview/edit", { ...body, message_id: about.edit });
    else await post("/preview/send", { ...body, reply_to: about.reply ?? null });
  } catch {
    toast(view.words.failed);
    if (!text.startsWith("/")) composer.put(text);
  }
}

function sticker() {
  post("/preview/sticker", { key: view.key, room: view.room }).catch(() => toast(view.words.failed));
}

function inline(query) {
  return post("/preview/inline", { key: view.key, room: view.room, query });
}

function choose(queryId, resultId, query) {
  const body = { key: view.key, room: view.room, query_id: queryId, result_id: resultId, query };
  post("/preview/choose", body).catch(() => toast(view.words.failed));
}

function reply(message) {
  composer.begin("reply", message.message_id, wordsOfMessage(message, view));
}

function edit(message) {
  composer.begin("edit", message.message_id, message.text);
}

async function copy(text) {
  await navigator.clipboard?.writeText(text);
  toast(view.words.copied);
}

// A page that a button opens inside Telegram; here it opens beside this one, with launch data.
async function page(messageId, url) {
  const beside = window.open("about:blank", "_blank");
  try {
    const { address } = await post("/preview/page", { key: view.key, room: view.room, message_id: messageId, url });
    if (beside) {
      beside.opener = null;
      beside.location.replace(address);
    }
  } catch {
    beside?.close();
    toast(view.words.failed);
  }
}

async function tap(messageId, data) {
  const place = `${messageId} ${data}`;
  if (view.waiting.has(place)) return;
  view.waiting.set(place, "");
  redraw(messageId);
  try {
    const { query_id } = await post("/preview/tap", { key: view.key, room: view.room, message_id: messageId, data });
    if (early.has(query_id)) return finishTap(place, early.get(query_id));
    view.waiting.set(place, query_id);
    setTimeout(() => { if (view.waiting.get(place) === query_id) endTap(place); }, TAP_SECONDS * 1000);
  } catch {
    endTap(place);
    toast(view.words.failed);
  }
}

const early = new Map(); // answers that came before the server had told the query's id

function answerTap(answer) {
  const entry = [...view.waiting].find(([, query]) => query === answer.query_id);
  if (entry) finishTap(entry[0], answer);
  else early.set(answer.query_id, answer);
}

function finishTap(place, answer) {
  endTap(place);
  early.delete(answer.query_id);
  if (answer.url) followLink(answer.url);
  else if (answer.text && answer.show_alert) alertWith(answer.text);
  else if (answer.text) toast(answer.text);
}

function endTap(place) {
  view.waiting.delete(place);
  redraw(Number(place.split(" ")[0]));
}

// A link to the bot itself is followed here; every other one is left to the browser.
function followLink(url) {
  const match = /^(?:https?:\/\/)?t\.me\/([A-Za-z0-9_]+)(?:\?start=(.*))?$/.exec(url);
  if (!match || match[1].toLowerCase() !== view.bot.username.toLowerCase()) return false;
  if (view.room !== "private") enter("private");
  const payload = /^[A-Za-z0-9_-]{1,64}$/.exec(match[2] ?? "");
  send(payload ? `/start ${payload[0]}` : "/start");
  return true;
}

function toast(text) {
  const node = $("toast");
  node.textContent = text;
  node.classList.add("shown");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => node.classList.remove("shown"), 2500 + 40 * text.length);
}

function alertWith(text) {
  $("alert-title").textContent = view.bot.name;
  $("alert-text").textContent = text;
  $("alert").showModal();
}

function enlarge(image) {
  $("viewer-image").src = image.src;
  $("viewer-image").alt = image.alt;
  $("viewer").showModal();
}

// Chromium gives the focus back when a dialog closes, but not the caret: what is typed then is lost.
for (const id of ["alert", "viewer"]) {
  $(id).addEventListener("close", () => {
    const node = document.activeElement;
    node.blur();
    node.focus();
  });
}
$("viewer").addEventListener("click", () => $("viewer").close());
$("new-chat").addEventListener("click", () => {
  view.room = "private";
  connect(newPerson);
});
for (const button of $("rooms").children) {
  button.addEventListener("click", () => enter(button.dataset.room));
}
for (const button of $("languages").children) {
  button.addEventListener("click", () => {
    localStorage.setItem("language", button.dataset.language);
    post("/preview/language", { key: view.key, language: button.dataset.language }).catch(() => toast(view.words.failed));
  });
}

connect(takePerson);
