// The input: text of several lines, the menu of commands and of inline results, replying and
// editing, the Start button, a bot's own keyboard.

import { element } from "./nodes.js";

const $ = (id) => document.getElementById(id);
const INLINE_PAUSE = 300; // milliseconds of silence before the bot is asked

export class Composer {
  // `acts`: send(text, about), sticker(), inline(query), choose(queryId, resultId, query)
  constructor(acts) {
    this.acts = acts;
    this.words = {};
    this.bot = "";
    this.commands = [];
    this.shown = [];
    this.chosen = -1;
    this.about = {};
    const text = $("text");
    text.addEventListener("input", () => this.changed());
    text.addEventListener("keydown", (event) => this.key(event));
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    $("slash").addEventListener("click", () => this.toggleMenu());
    $("sticker").addEventListener("click", () => acts.sticker());
    $("about-to-cancel").addEventListener("click", () => this.cancel());
    $("start").addEventListener("click", () => acts.send("/start"));
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".bottom")) this.showMenu([]);
    });
    this.changed();
  }

  setWords(words, bot) {
    this.words = words;
    this.bot = bot.username.toLowerCase();
    $("text").placeholder = words.message;
    $("text").setAttribute("aria-label", words.message);
    $("send").setAttribute("aria-label", words.send);
    $("slash").setAttribute("aria-label", words.commands);
    $("sticker").setAttribute("aria-label", words.sticker);
    $("about-to-cancel").setAttribute("aria-label", words.cancel);
    $("menu").setAttribute("aria-label", words.commands);
    $("start").textContent = words.start;
  }

  setCommands(commands) {
    this.commands = commands.map((each) => ({
      name: `/${each.command}`, words: each.description, act: () => this.acts.send(`/${each.command}`),
    }));
    $("slash").hidden = commands.length === 0;
    this.showMenu([]);
  }

  setStarted(started) {
    const had = document.activeElement === $("start");
    $("start").hidden = started;
    $("composer").hidden = !started;
    if (started && had) $("text").focus();
  }

  setKeyboard(keyboard) {
    const place = $("keyboard");
    place.replaceChildren();
    place.hidden = !keyboard;
    for (const row of keyboard?.keyboard ?? []) {
      const line = element("div");
      for (const each of row) {
        const node = element("button", "", each.text);
        node.type = "button";
        node.addEventListener("click", () => {
          this.acts.send(each.text);
          if (keyboard.one_time_keyboard) this.setKeyboard(null);
        });
        line.append(node);
      }
      place.append(line);
    }
  }

  // Reply to a message ("reply"), or change one ("edit").
  begin(what, id, words) {
    this.about = { [what]: id };
    $("about-to-what").textContent = what === "edit" ? this.words.editing : this.words.replying;
    $("about-to-text").textContent = words;
    $("about-to").hidden = false;
    if (what === "edit") $("text").value = words;
    this.changed();
    $("text").focus();
  }

  cancel() {
    if (this.about.edit) this.clear();
    this.about = {};
    $("about-to").hidden = true;
  }

  changed() {
    const text = $("text");
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    $("send").disabled = !text.value.trim();
    clearTimeout(this.timer);
    const query = new RegExp(`^@${this.bot}\\s(.+)`, "is").exec(text.value);
    if (this.bot && query) {
      this.timer = setTimeout(() => this.askInline(query[1]), INLINE_PAUSE);
      return;
    }
    const begun = /^\/([a-z0-9_]*)$/i.exec(text.value);
    this.showMenu(begun ? this.commands.filter((each) => each.name.startsWith(`/${begun[1].toLowerCase()}`)) : []);
  }

  async askInline(query) {
    const answer = await this.acts.inline(query).catch(() => ({ results: [] }));
    if (!$("text").value.endsWith(query)) return; // more was typed meanwhile
    this.showMenu(answer.results.map((each) => ({
      name: each.title, words: each.description,
      act: () => this.acts.choose(answer.query_id, each.id, query),
    })), this.words.inline_results);
    this.mark(-1); // Enter sends what was typed; the arrows lead to the results
  }

  toggleMenu() {
    this.showMenu(this.shown.length ? [] : this.commands);
    $("text").focus();
  }

  // `items`: { name, words, act }
  showMenu(items, name = this.words.commands ?? "") {
    this.shown = items;
    this.chosen = -1;
    const menu = $("menu");
    menu.setAttribute("aria-label", name);
    menu.replaceChildren(
      ...items.map((each, place) => {
        const node = element("li");
        node.id = `command-${place}`;
        node.setAttribute("role", "option");
        node.append(element("b", "", each.name), " ", element("span", "", each.words));
        node.addEventListener("click", () => this.pick(place));
        return node;
      }),
    );
    menu.hidden = items.length === 0;
    $("slash").setAttribute("aria-expanded", String(!menu.hidden));
    this.mark(items.length && $("text").value ? 0 : -1);
  }

  mark(place) {
    this.chosen = place;
    for (const [index, node] of [...$("menu").children].entries()) {
      node.setAttribute("aria-selected", String(index === place));
      if (index === place) node.scrollIntoView({ block: "nearest" });
    }
    if (place < 0) $("text").removeAttribute("aria-activedescendant");
    else $("text").setAttribute("aria-activedescendant", `command-${place}`);
  }

  pick(place) {
    const { act } = this.shown[place];
    this.clear();
    act();
    $("text").focus();
  }

  key(event) {
    const count = this.shown.length;
    if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.chosen < 0 && step < 0 ? 0 : this.chosen;
      this.mark((from + step + count) % count);
    } else if (event.key === "Escape" && (count || !$("about-to").hidden)) {
      event.preventDefault();
      if (count) this.showMenu([]);
      else this.cancel();
    } else if (count && event.key === "Tab" && this.chosen >= 0 && this.shown[this.chosen].name.startsWith("/")) {
      event.preventDefault();
      $("text").value = `${this.shown[this.chosen].name} `;
      this.changed();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (count && this.chosen >= 0) this.pick(this.chosen);
      else this.submit();
    }
  }

  submit() {
    const text = $("text").value.trim();
    if (!text) return;
    const { about } = this;
    this.about = {};
    this.cancel();
    this.clear();
    this.acts.send(text, about);
  }

  put(text) {
    $("text").value = text;
    this.changed();
    $("text").focus();
  }

  clear() {
    $("text").value = "";
    this.changed();
  }
}
