// The chat. Until the first click nothing is sent, and nothing is stored.

import { post, randomId, recall, remember, RefusedError } from "./connection.js";
import { takeLook } from "./look.js";
import { element, inLanguage, ownMessage, reply } from "./messages.js";
import { listen } from "./posts.js";

const $ = (id) => document.getElementById(id);
const MOST_LETTERS = 4096;
const MOST_SHOWN = 60;
const MOST_WAITING = 5;
const MOST_IN_FIELD = 2 * MOST_LETTERS; // a browser takes long to draw more
const REASONS = ["busy", "too_long"]; // of the server's, those that have words of their own
const START = /^[A-Za-z0-9_-]{1,64}$/;

const spoken = JSON.parse($("words").textContent);
const fragment = new URLSearchParams(location.hash.slice(1));
let language = document.documentElement.lang;
let words = spoken[language];
// { id, language, lines: what was said, to show it again when the page is loaded anew,
//   pending: what has no answer yet, to ask again then,
//   listens: an office may write, seen: the number of the last message that it wrote }
let chat = null;
let stopListening = null;
let line = Promise.resolve(); // one message after the other
let waiting = 0;
const tapped = new WeakSet(); // messages of which a button was pressed, and the answer is not there yet

const acts = {
  tap: (data, label, node) => say({ data }, label, node),
  start: (payload, label) => say({ text: `/start ${payload}` }, label),
  copy,
  rate,
};

// Words -------------------------------------------------------------------------------------------

function speak(tag) {
  if (!(tag in spoken)) return;
  language = tag;
  words = spoken[tag];
  document.documentElement.lang = tag;
  document.title = words.title;
  const shown = {
    title: "title", intro: "intro", start: "start", promise: "promise", "text-label": "message", send: "send",
    save: "save", forget: "forget", "sure-title": "forget", "sure-text": "forget_what", "sure-no": "cancel",
    "sure-yes": "forget_yes",
  };
  for (const [id, name] of Object.entries(shown)) $(id).textContent = words[name];
  $("close").setAttribute("aria-label", words.close);
  $("languages").setAttribute("aria-label", words.language);
  $("log").setAttribute("aria-label", words.conversation);
  for (const button of $("languages").children) {
    button.setAttribute("aria-pressed", String(button.dataset.language === tag));
  }
  if (!chat) return;
  chat.language = tag;
  remember(chat);
}

// Those of `chat.lines`; between them may stand what was not answered.
function messages() {
  return [...$("log").querySelectorAll(":scope > .message")];
}

function tell(text) {
  $("notice").textContent = text;
}

// What is said ------------------------------------------------------------------------------------

// False where it is not sent: too much has no answer yet.
function say(content, label, from = null) {
  if (from && tapped.has(from)) return true; // pressed twice, meant once
  if (waiting >= MOST_WAITING) {
    tell(words.busy);
    return false;
  }
  if (from) tapped.add(from);
  const own = content.text === undefined ? null : showOwn(label, language);
  enqueue({ id: randomId(12), content, label, from, own });
  return true;
}

function enqueue(message) {
  const { id, content, label } = message;
  waiting += 1;
  chat.pending = [...chat.pending.filter((each) => each.id !== id), { id, content, label }];
  remember(chat);
  line = line.then(() => deliver(message)).finally(() => { waiting -= 1; });
}

function settle(id) {
  chat.pending = chat.pending.filter((each) => each.id !== id);
  remember(chat);
}

async function deliver({ id, content, label, from, own = null }) {
  $("log").setAttribute("aria-busy", "true");
  tell(words.waiting);
  let replies;
  try {
    const body = { chat: chat.id, id, language, ...content };
    ({ replies } = await post("/chat/message", body, () => tell(words.lost)));
    settle(id);
  } catch (error) {
    const code = error instanceof RefusedError ? error.code : "lost";
    if (code !== "lost") settle(id);
    offerAgain({ id, content, label, from, own }, code);
  } finally {
    if (from) tapped.delete(from);
    $("log").removeAttribute("aria-busy");
    tell("");
  }
  let first = null;
  for (const [place, shown] of (replies ?? []).entries()) {
    if (shown.listen) hear();
    if (shown.passed || shown.thanks) tell(shown.passed ? words.passed_on : words.thanks);
    else first ??= take(shown, place === 0 ? { content, label, from } : {});
  }
  // The page speaks as it is answered, unless something was asked since.
  const answered = (replies ?? []).findLast((each) => each.lang)?.lang;
  if (answered && own) correct(own, answered);
  if (answered && answered !== language && waiting === 1) speak(answered);
  if (first) toBeginning(first);
}

function offerAgain(message, code) {
  const node = element("p", "again", `${REASONS.includes(code) ? words[code] : words.not_sent} `);
  node.setAttribute("role", "alert");
  const again = element("button", "plain", words.again);
  again.type = "button";
  again.addEventListener("click", () => {
    node.remove();
    enqueue(message);
    $("text").focus();
  });
  node.append(again);
  $("log").append(node);
  toEnd();
}

function take(shown, { content = {}, label, from }) {
  if (shown.forgotten) begin();
  const node = reply(shown, spoken, acts);
  if (shown.place === "same" && from?.isConnected && from.parentNode === $("log")) {
    replace(from, node, shown);
    node.scrollIntoView({ block: "nearest" });
    return node;
  }
  if (content.data !== undefined && label && !shown.forgotten) showOwn(label, from?.lang || shown.lang);
  if (shown.place === "after") {
    // The step before is over: its buttons go.
    endSteps();
    node.classList.add("step");
  }
  show(node, shown);
  focusOn(node);
  return node;
}

// What an office writes, while the page is open or when it is opened again.
function hear() {
  chat.listens = true;
  stopListening ??= listen(chat.id, chat.seen ?? 0, (id, shown) => {
    chat.seen = id;
    const node = reply(shown, spoken, acts);
    const before = messages().find((each) => shown.replaces && each.dataset.key === shown.key);
    if (before) {
      replace(before, node, shown);
      tell(words.office_changed);
    } else {
      show(node, shown);
      toBeginning(node);
    }
    if (document.hidden) document.title = words.new_message;
  });
}

function rate(helped, subject, node) {
  const place = messages().indexOf(node);
  if (place >= 0) delete chat.lines[place].rated;
  remember(chat);
  enqueue({ id: randomId(12), content: { helped, subject }, label: "", from: null });
  $("text").focus();
}

function endSteps() {
  for (const node of $("log").querySelectorAll(".step")) {
    node.classList.remove("step", "with-buttons");
    node.querySelector(".buttons")?.remove();
  }
}

// A page that is turned, a task that is ticked: the message changes where it stands.
function replace(before, node, shown) {
  const place = messages().indexOf(before);
  const pressed = [...before.querySelectorAll(".buttons button")].indexOf(document.activeElement);
  before.replaceWith(node);
  chat.lines[place] = shown;
  remember(chat);
  const buttons = [...node.querySelectorAll(".buttons button")];
  if (pressed >= 0) (buttons[Math.min(pressed, buttons.length - 1)] ?? $("text")).focus();
}

function showOwn(own, lang) {
  const kept = { own, lang };
  const node = ownMessage(kept, spoken);
  show(node, kept);
  return { node, kept };
}

// The answer tells in which language it was asked.
function correct({ node, kept }, lang) {
  kept.lang = lang;
  inLanguage(node, lang, spoken);
  remember(chat);
}

function show(node, kept) {
  $("log").append(node);
  chat.lines.push(kept);
  while (chat.lines.length > MOST_SHOWN) {
    chat.lines.shift();
    messages()[0]?.remove();
  }
  remember(chat);
  toEnd();
}

// Where what was pressed is gone, the focus goes on to the next step.
function focusOn(node) {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  (node.querySelector(".step .buttons button") ?? $("text")).focus();
}

function toEnd() {
  $("log").lastElementChild?.scrollIntoView({ block: "end" });
}

// A long answer is read from its beginning.
function toBeginning(node) {
  const long = $("wall").scrollHeight - node.offsetTop > $("wall").clientHeight;
  if (long) node.scrollIntoView({ block: "start" });
}

// Beginning and ending ----------------------------------------------------------------------------

function begin() {
  stopListening?.();
  stopListening = null;
  chat = { id: randomId(), language, lines: [], pending: [] };
  $("log").replaceChildren();
}

function open() {
  $("welcome").hidden = true;
  $("bottom").hidden = false;
}

function start() {
  begin();
  open();
  const payload = fragment.get("start") ?? "";
  const text = START.test(payload) ? `/start ${payload}` : "/start";
  enqueue({ id: randomId(12), content: { text }, label: "", from: null });
  $("text").focus();
}

function goOn(earlier) {
  chat = { ...earlier, lines: [], pending: [] };
  open();
  $("log").setAttribute("aria-live", "off");
  for (const each of earlier.lines) {
    const node = each.own === undefined ? reply(each, spoken, acts) : ownMessage({ lang: language, ...each }, spoken);
    if (each.place === "after") {
      endSteps();
      node.classList.add("step");
    }
    $("log").append(node);
    chat.lines.push(each);
  }
  $("log").removeAttribute("aria-live");
  toEnd();
  // The page was closed before the answer came; under the same id it is done once.
  for (const each of earlier.pending ?? []) enqueue({ ...each, from: null });
  if (chat.listens) hear();
}

function forget() {
  say({ data: "f" }, words.forget);
}

// What a person keeps -----------------------------------------------------------------------------

async function copy(text) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A frame of another site may not: the old way asks nobody.
    const field = element("textarea", "heard");
    field.value = text;
    document.body.append(field);
    field.select();
    copied = document.execCommand("copy");
    field.remove();
  }
  tell(copied ? words.copied : text);
}

function save() {
  const said = [...$("log").children].map((each) => each.innerText.trim()).join("\n\n");
  const link = element("a");
  link.download = "razmena.txt";
  link.href = URL.createObjectURL(new Blob([said], { type: "text/plain;charset=utf-8" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// What a person does ------------------------------------------------------------------------------

function hint(text) {
  $("hint").hidden = !text;
  $("hint").textContent = text.replace("%MOST%", MOST_LETTERS);
}

// Not by submitting a form: the frame of a site may not be allowed to.
function send() {
  const text = $("text").value.trim();
  const tooLong = text.length > MOST_LETTERS;
  hint(tooLong ? words.too_long : "");
  if (!text || tooLong || !say({ text }, text)) return;
  $("text").value = "";
  fit();
}

$("send").addEventListener("click", send);
$("composer").addEventListener("submit", (event) => event.preventDefault());
$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
$("text").addEventListener("beforeinput", (event) => {
  const more = (event.data ?? "").length;
  if (more === 0 || $("text").value.length + more <= MOST_IN_FIELD) return;
  event.preventDefault();
  hint(words.too_long);
});
$("text").addEventListener("input", fit);

function fit() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight + 2, innerHeight * 0.3)}px`;
}

$("start").addEventListener("click", start);
$("save").addEventListener("click", save);
$("forget").addEventListener("click", () => $("sure").showModal());
for (const answer of ["no", "yes"]) $(`sure-${answer}`).addEventListener("click", () => $("sure").close(answer));
$("sure").addEventListener("close", () => {
  if ($("sure").returnValue === "yes") forget();
  $("sure").returnValue = "";
  $("text").focus();
});
for (const button of $("languages").children) {
  button.addEventListener("click", () => {
    const tag = button.dataset.language;
    if (tag === language) return;
    speak(tag);
    if (chat) say({ data: `l:${tag.replace("-", "_")}` }, button.textContent);
  });
}
if (parent !== window) {
  const close = () => parent.postMessage({ razmena: "close" }, "*"); // it says nothing else
  $("close").hidden = !fragment.has("close");
  $("close").addEventListener("click", close);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("sure").open && fragment.has("close")) close();
  });
  // Pressed by key, the button of the site leads to the frame as a whole.
  addEventListener("message", (event) => {
    if (event.source === parent && event.data?.razmena === "opened") $(chat ? "text" : "start").focus();
  });
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = words.title;
});

takeLook(fragment);
const earlier = recall();
for (const tag of [language, fragment.get("language"), earlier?.language]) if (tag) speak(tag);
$("old").hidden = true;
$("start").disabled = false;
if (earlier) goOn(earlier);
if (parent !== window && fragment.has("close")) parent.postMessage({ razmena: "ready" }, "*");
