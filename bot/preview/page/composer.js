// The input: text of several lines, the command menu, the Start button, a bot's own keyboard.

import { element } from "./nodes.js";

const $ = (id) => document.getElementById(id);

export class Composer {
  constructor(send) {
    this.send = send;
    this.commands = [];
    this.shown = [];
    this.chosen = -1;
    const text = $("text");
    text.addEventListener("input", () => this.changed());
    text.addEventListener("keydown", (event) => this.key(event));
    $("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    $("slash").addEventListener("click", () => this.toggleMenu());
    $("start").addEventListener("click", () => this.send("/start"));
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".bottom")) this.showMenu([]);
    });
    this.changed();
  }

  setWords(words) {
    $("text").placeholder = words.message;
    $("text").setAttribute("aria-label", words.message);
    $("send").setAttribute("aria-label", words.send);
    $("slash").setAttribute("aria-label", words.commands);
    $("menu").setAttribute("aria-label", words.commands);
    $("start").textContent = words.start;
  }

  setCommands(commands) {
    this.commands = commands;
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
          this.send(each.text);
          if (keyboard.one_time_keyboard) this.setKeyboard(null);
        });
        line.append(node);
      }
      place.append(line);
    }
  }

  changed() {
    const text = $("text");
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    $("send").disabled = !text.value.trim();
    const begun = /^\/([a-z0-9_]*)$/i.exec(text.value);
    this.showMenu(begun ? this.commands.filter((each) => each.command.startsWith(begun[1].toLowerCase())) : []);
  }

  toggleMenu() {
    this.showMenu(this.shown.length ? [] : this.commands);
    $("text").focus();
  }

  showMenu(commands) {
    this.shown = commands;
    this.chosen = -1;
    const menu = $("menu");
    menu.replaceChildren(
      ...commands.map((each, place) => {
        const node = element("li");
        node.id = `command-${place}`;
        node.setAttribute("role", "option");
        node.append(element("b", "", `/${each.command}`), element("span", "", each.description));
        node.addEventListener("click", () => this.pick(place));
        return node;
      }),
    );
    menu.hidden = commands.length === 0;
    $("slash").setAttribute("aria-expanded", String(!menu.hidden));
    this.mark(commands.length && $("text").value ? 0 : -1);
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
    const command = `/${this.shown[place].command}`;
    this.clear();
    this.send(command);
    $("text").focus();
  }

  key(event) {
    const count = this.shown.length;
    if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark((this.chosen + step + count) % count);
    } else if (count && event.key === "Escape") {
      event.preventDefault();
      this.showMenu([]);
    } else if (count && event.key === "Tab" && this.chosen >= 0) {
      event.preventDefault();
      $("text").value = `/${this.shown[this.chosen].command} `;
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
    this.clear();
    this.send(text);
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
