// One message as a node: bubble, picture or file, time, buttons, reactions.

import { fileAddress } from "./connection.js";
import { renderText } from "./entities.js";
import { languageOf } from "./language.js";
import { element } from "./nodes.js";
import { renderBlocks, wordsOf } from "./rich.js";

const SENT = '<svg viewBox="0 0 17 11" aria-hidden="true"><path d="m5 6 3 3 7-7.5"/></svg>';
const RECEIVED =
  '<svg viewBox="0 0 17 11" aria-hidden="true"><path d="m1.5 6 3 3 6.5-7.5M7.500 8.300l.9.700L15.500 1.500"/></svg>';
const FILE =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M5 20h14"/></svg>';
const OUTSIDE =
  '<svg class="corner" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 17 17 7M9 7h8v8"/></svg>';
const REPLY = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 7-5 5 5 5M4 12h9a7 7 0 0 1 7 7"/></svg>';
const EDIT = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m4 20 1-4L16 5l3 3L8 19z"/></svg>';
const OTHERS = ["sticker", "voice", "location", "contact", "video", "audio", "animation", "poll"];

// `view`: { own, key, words, locale, undelivered:Set, reactions, hooks }
export function renderMessage(message, view) {
  const node = document.createElement("article");
  const isOwn = message.from.id === view.own;
  node.lang = languageOf(wordsOfMessage(message, view), document.documentElement.lang);
  node.className = isOwn ? "message own" : "message";
  node.id = `message-${message.message_id}`;
  node.dataset.message = message.message_id;
  const bubble = element("div", "bubble");
  // Seen in a group, heard everywhere.
  const sender = element("p", view.room === "private" ? "heard" : "sender", senderOf(message, isOwn, view));
  sender.lang = document.documentElement.lang;
  bubble.append(sender);
  if (message.reply_to_message) bubble.append(quoted(message.reply_to_message, view));
  if (message.photo) bubble.append(photo(message, view));
  if (message.document) bubble.append(file(message.document, view));
  const words = message.text ?? message.caption;
  if (words !== undefined) {
    const body = element("div", "body");
    body.dir = "auto";
    body.append(meta(message, isOwn, view));
    body.prepend(renderText(words, message.entities ?? message.caption_entities, view.hooks));
    bubble.append(body);
  } else if (message.rich_message) {
    const body = element("div", "body rich");
    body.append(renderBlocks(message.rich_message.blocks, view.hooks), meta(message, isOwn, view));
    bubble.append(body);
  } else {
    const other = OTHERS.find((kind) => kind in message);
    if (other) bubble.append(element("span", "other", message.sticker?.emoji ?? other));
    bubble.append(meta(message, isOwn, view));
  }
  node.append(bubble, acts(message, isOwn, view));
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) {
    node.classList.add("with-buttons");
    node.append(buttons(rows, message, view));
  }
  const reactions = view.reactions[message.message_id];
  if (reactions?.length) {
    const line = element("div", "reactions");
    for (const emoji of reactions) line.append(element("span", "", emoji));
    node.append(line);
  }
  return node;
}

// Whether two messages look the same in a group of bubbles: same sender, same five minutes.
export function belongTogether(one, other) {
  return one && other && one.from.id === other.from.id && Math.abs(one.date - other.date) < 300;
}

function senderOf(message, isOwn, view) {
  return isOwn ? view.words.you : message.from.first_name;
}

// A message in a line of words.
export function wordsOfMessage(message, view) {
  if (message.rich_message) return wordsOf(message.rich_message.blocks);
  return message.text ?? message.caption ?? message.sticker?.emoji ?? view.words.photo ?? "";
}

// What can be done with a message: reply to it, or change one's own.
function acts(message, isOwn, view) {
  const node = element("div", "acts");
  node.lang = document.documentElement.lang;
  const add = (name, path, act) => {
    const button = element("button", "act");
    button.type = "button";
    button.title = view.words[name];
    button.setAttribute("aria-label", view.words[name]);
    button.innerHTML = path; // constants of this file
    button.addEventListener("click", () => act(message));
    node.append(button);
  };
  add("reply", REPLY, view.hooks.reply);
  if (isOwn && message.text) add("edit", EDIT, view.hooks.edit);
  return node;
}

function meta(message, isOwn, view) {
  const node = element("span", "meta");
  node.lang = document.documentElement.lang;
  if (message.edit_date) node.append(element("span", "edited", view.words.edited));
  const date = new Date(message.date * 1000);
  const time = element("time", "", date.toLocaleTimeString(view.locale, { hour: "2-digit", minute: "2-digit", hour12: false }));
  time.dateTime = date.toISOString();
  node.append(time);
  if (isOwn) {
    const waits = view.undelivered.has(message.message_id);
    const tick = element("span", "tick");
    tick.innerHTML = waits ? SENT : RECEIVED; // constants of this file
    tick.setAttribute("role", "img");
    tick.setAttribute("aria-label", waits ? view.words.sent : view.words.received);
    node.append(tick);
  }
  return node;
}

function quoted(message, view) {
  const node = element("button", "quoted");
  node.type = "button";
  node.append(element("b", "", message.from.id === view.own ? view.words.you : message.from.first_name));
  node.append(element("span", "", wordsOfMessage(message, view)));
  node.addEventListener("click", () => view.hooks.show(message.message_id));
  return node;
}

function photo(message, view) {
  const size = message.photo.at(-1);
  const node = element("button", "media");
  node.type = "button";
  const image = element("img");
  image.src = fileAddress(size.file_id, view.key);
  image.width = size.width;
  image.height = size.height;
  image.style.aspectRatio = `${size.width} / ${size.height}`;
  image.style.height = "auto";
  image.alt = message.caption ?? view.words.photo;
  node.append(image);
  node.addEventListener("click", () => view.hooks.enlarge(image));
  return node;
}

function file(document_, view) {
  const node = element("a", "file");
  node.href = fileAddress(document_.file_id, view.key);
  node.download = document_.file_name ?? "file";
  const sign = element("span", "sign");
  sign.innerHTML = FILE;
  const about = element("span");
  about.append(element("b", "", document_.file_name ?? view.words.document));
  about.append(element("small", "", fileSize(document_.file_size ?? 0, view.locale)));
  node.append(sign, about);
  return node;
}

function fileSize(bytes, locale) {
  const [value, unit] = bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1000, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

function buttons(rows, message, view) {
  const node = element("div", "buttons");
  for (const row of rows) {
    const line = element("div", "row");
    for (const each of row) line.append(inlineButton(each, message, view));
    node.append(line);
  }
  return node;
}

function inlineButton(each, message, view) {
  const node = element("button", each.style ?? "", each.text);
  node.type = "button";
  node.title = each.text; // a phone shows one line; what does not fit is cut there too
  if (each.callback_data !== undefined) {
    node.dataset.data = each.callback_data;
    if (view.waiting.has(`${message.message_id} ${each.callback_data}`)) node.ariaBusy = "true";
    node.addEventListener("click", () => view.hooks.tap(message.message_id, each.callback_data));
  } else if (each.url) {
    node.insertAdjacentHTML("beforeend", OUTSIDE);
    node.addEventListener("click", () => {
      if (!view.hooks.link(each.url)) window.open(each.url, "_blank", "noopener,noreferrer");
    });
  } else if (each.web_app) {
    node.insertAdjacentHTML("beforeend", OUTSIDE);
    node.addEventListener("click", () => view.hooks.page(message.message_id, each.web_app.url));
  } else if (each.copy_text) {
    node.addEventListener("click", () => view.hooks.copy(each.copy_text.text));
  }
  return node;
}
