// A rich message's blocks into nodes: paragraphs, lists, quotes, tables. As in entities.js, text
// only ever becomes text nodes.

import { element } from "./nodes.js";
import { relativeTime, safeLink } from "./entities.js";

const FORMATS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", marked: "mark",
};

export function renderBlocks(blocks, hooks) {
  const root = document.createDocumentFragment();
  for (const block of blocks) root.append(nodeOf(block, hooks));
  return root;
}

// The words of a rich message in a line, for a quote of it or a picture's name.
export function wordsOf(blocks) {
  return blocks.map((block) => plain(block.text ?? "")).filter(Boolean).join(" ");
}

function nodeOf(block, hooks) {
  switch (block.type) {
    case "list": return list(block.items, hooks);
    case "table": return table(block, hooks);
    case "blockquote": {
      const node = document.createElement("blockquote");
      node.append(renderBlocks(block.blocks, hooks));
      return node;
    }
    case "divider": return document.createElement("hr");
    default: return filled(element("p"), block.text ?? "", hooks);
  }
}

function list(items, hooks) {
  const node = document.createElement("ul");
  for (const item of items) {
    const line = document.createElement("li");
    line.append(renderBlocks(item.blocks, hooks));
    node.append(line);
  }
  return node;
}

// Columns under a heading cell and rows behind one: a screen reader names both with each cell.
function table(block, hooks) {
  const scroll = element("div", "table");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", hooks.words.table);
  const node = document.createElement("table");
  for (const [index, cells] of block.cells.entries()) {
    const row = node.insertRow();
    for (const cell of cells) {
      const isHead = cell.is_header && cell.text !== undefined;
      const place = document.createElement(isHead ? "th" : "td");
      if (isHead) place.scope = index === 0 ? "col" : "row";
      row.append(filled(place, cell.text ?? "", hooks));
    }
  }
  scroll.append(node);
  return scroll;
}

function filled(node, text, hooks) {
  if (typeof text === "string") node.append(text);
  else if (Array.isArray(text)) for (const part of text) filled(node, part, hooks);
  else node.append(filled(formatted(text, hooks), text.text, hooks));
  return node;
}

function formatted(text, hooks) {
  if (text.type === "url") return safeLink(text.url, hooks);
  if (text.type === "date_time") return relativeTime(text, hooks);
  return document.createElement(FORMATS[text.type] ?? "span");
}

function plain(text) {
  if (typeof text === "string") return text;
  return Array.isArray(text) ? text.map(plain).join("") : plain(text.text ?? "");
}
