// Telegram's text and entities into nodes. Text only ever becomes text nodes, and links only
// http, https, tg and mailto: nothing that a bot or a person writes can act on this page.

const SIMPLE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?:\/\/|tg:\/\/|mailto:)/i;

// JavaScript's strings count in UTF-16 code units, as Telegram does.
export function renderText(text, entities, hooks) {
  const root = document.createDocumentFragment();
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  renderPart(root, text, 0, text.length, sorted, hooks);
  return root;
}

function renderPart(parent, text, from, to, entities, hooks) {
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index++];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const isBlock = BLOCKS.has(entity.type);
    // A block begins and ends a line by itself: the line breaks around it would be empty lines.
    if (start > at) parent.append(isBlock ? text.slice(at, start).replace(/\n$/, "") : text.slice(at, start));
    const inside = [];
    while (index < entities.length && entities[index].offset < end) inside.push(entities[index++]);
    const node = nodeFor(entity, text.slice(start, end), hooks);
    renderPart(node, text, start, end, inside, hooks);
    parent.append(node);
    at = isBlock && text[end] === "\n" ? end + 1 : end;
    // What reaches beyond this entity goes on after it.
    const rest = inside.filter((each) => each.offset + each.length > end);
    entities.splice(index, 0, ...rest);
  }
  if (at < to) parent.append(text.slice(at, to));
}

function nodeFor(entity, words, hooks) {
  const simple = SIMPLE[entity.type];
  if (simple) return document.createElement(simple);
  switch (entity.type) {
    case "text_link": return safeLink(entity.url, hooks);
    case "url": return safeLink(/^[a-z]+:\/\//i.test(words) ? words : `https://${words}`, hooks);
    case "email": return safeLink(`mailto:${words}`, hooks);
    case "date_time": return relativeTime(entity, hooks);
    case "bot_command": return button("command", () => hooks.command(words));
    case "spoiler": return spoiler(hooks);
    case "blockquote": return document.createElement("blockquote");
    case "expandable_blockquote": return foldedQuote();
    default: return document.createElement("span");
  }
}

export function safeLink(url, hooks) {
  if (!SAFE_LINK.test(url)) return document.createElement("span");
  const node = document.createElement("a");
  node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  node.addEventListener("click", (event) => {
    if (hooks.link(url)) event.preventDefault();
  });
  return node;
}

// A day that a client keeps relative to now: the words stand, the client's own are the tip.
export function relativeTime(entity, hooks) {
  const node = document.createElement("time");
  const then = new Date(entity.unix_time * 1000);
  node.dateTime = then.toISOString();
  const days = Math.round((then - Date.now()) / 864e5);
  node.title = new Intl.RelativeTimeFormat(hooks.locale, { numeric: "auto" }).format(days, "day");
  return node;
}

function button(kind, act) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = kind;
  node.addEventListener("click", act);
  return node;
}

function spoiler(hooks) {
  const node = button("spoiler", () => {
    node.classList.add("open");
    node.removeAttribute("aria-label");
  });
  node.setAttribute("aria-label", hooks.words.spoiler);
  return node;
}

// Folded for the eye alone: a screen reader reads all of it, and a key opens it.
function foldedQuote() {
  const node = document.createElement("blockquote");
  node.className = "folded";
  node.tabIndex = 0;
  const toggle = () => node.classList.toggle("folded");
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter") toggle();
  });
  return node;
}
