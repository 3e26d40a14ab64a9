// Messages as nodes. The server writes the HTML of a reply, tag by tag; what a person wrote is text.

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Who speaks is said in the language of what they say, whatever the page speaks.
export function ownMessage({ own, lang }, spoken) {
  const node = element("article", "message own");
  node.append(element("span", "heard"), element("div", "body", own));
  inLanguage(node, lang, spoken);
  return node;
}

export function inLanguage(node, lang, spoken) {
  node.lang = lang;
  node.querySelector(".heard").textContent = `${spoken[lang].you}:`;
}

// `acts`: { tap(data, label, node), start(payload, label), copy(text), rate(helped, subject, node) }
export function reply(shown, spoken, acts) {
  const words = spoken[shown.lang];
  const node = element("article", "message");
  node.lang = shown.lang;
  if (shown.key) node.dataset.key = shown.key;
  const name = element("span", "heard", `${words.bot}:`);
  const body = element("div", "body");
  body.innerHTML = shown.html;
  if (shown.file) body.append(fileLink(shown.file));
  node.append(name, body);
  if (shown.buttons) {
    node.classList.add("with-buttons");
    const buttons = element("div", "buttons");
    for (const row of shown.buttons) {
      const line = element("div", "row");
      line.append(...row.map((each) => button(each, node, acts)));
      buttons.append(line);
    }
    node.append(buttons);
  }
  if (shown.rated) node.append(rating(shown, node, words, acts));
  return node;
}

function rating(shown, message, words, acts) {
  const line = element("div", "rated");
  line.setAttribute("role", "group");
  line.setAttribute("aria-label", words.did_it_help);
  for (const [helped, label] of [[true, words.helped], [false, words.not_helped]]) {
    const node = element("button", "plain", label);
    node.type = "button";
    node.addEventListener("click", () => {
      line.remove();
      acts.rate(helped, shown.rated, message);
    });
    line.append(node);
  }
  return line;
}

function button(each, message, acts) {
  if (each.start) {
    // A link to a case: to open here, or to copy and send to somebody.
    const link = element("a", `button ${each.style ?? ""}`, each.label);
    link.href = `#start=${encodeURIComponent(each.start)}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      acts.start(each.start, each.label);
    });
    return link;
  }
  const node = element("button", each.style ?? "", each.label);
  node.type = "button";
  node.addEventListener("click", () => {
    if (each.copy) acts.copy(each.copy);
    else acts.tap(each.data, each.label, message);
  });
  return node;
}

function fileLink(file) {
  const kind = file.name.endsWith(".ics") ? "text/calendar" : "text/plain";
  const link = element("a", "button", file.name);
  link.download = file.name;
  link.href = URL.createObjectURL(new Blob([file.text], { type: `${kind};charset=utf-8` }));
  const line = element("p");
  line.append(link);
  return line;
}
