// One line on a site's page: it draws a button, and does nothing else until the button is pressed.
//
//   <script src="https://bot.example.org/embed.js" async></script>
//
// data-language="en|sr-Latn|sr-Cyrl", data-label="…", and the look: data-accent, data-surface,
// data-text, data-font; or the same as CSS variables of the page, --razmena-accent and so on.
(() => {
  "use strict";
  const WORDS = {} /* words */;
  const LOOK = ["accent", "surface", "text", "font"];
  const MOST_SECONDS = 15;
  const SECONDS_AFTER_LOADING = 2; // a refused frame is loaded too, with the browser's own page
  const script = document.currentScript;
  if (!script || document.getElementById("razmena-chat")) return;
  const home = new URL(script.src).origin;
  const language = chosen(script.dataset.language || document.documentElement.lang);
  const words = Object.assign({}, WORDS[language], script.dataset.label ? { open: script.dataset.label } : {});

  const host = document.createElement("div");
  host.id = "razmena-chat";
  host.lang = language;
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", words.title);
  const root = host.attachShadow({ mode: "open" });
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.open;
  button.setAttribute("aria-expanded", "false");
  // Until the chat says that it is there, its own button to close it is not; it may never be.
  const leave = document.createElement("button");
  leave.type = "button";
  leave.id = "leave";
  leave.textContent = "✕";
  leave.setAttribute("aria-label", words.close);
  leave.hidden = true;
  let frame = null;
  let ready = false;
  let doubt = 0;
  let told = null;

  // Rules made by a script need no style of the page, which may forbid them.
  const rules = `
    :host { all: initial !important; }
    button { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; min-height: 48px; max-width: calc(100vw - 32px);
      padding: 10px 20px; border: 2px solid #fff; border-radius: 24px; cursor: pointer;
      font: 600 16px/1.2 system-ui, sans-serif; box-shadow: 0 2px 10px rgb(0 0 0 / 30%); }
    button:focus-visible { outline: 3px solid #000; outline-offset: 2px; box-shadow: 0 0 0 6px #fff; }
    iframe, #told { position: fixed; right: 16px; bottom: 16px; z-index: 2147483001; width: 400px; height: 640px;
      max-width: calc(100vw - 32px); max-height: calc(100vh - 32px); border: 1px solid #888; border-radius: 12px;
      background: Canvas; box-shadow: 0 6px 30px rgb(0 0 0 / 35%); color-scheme: light dark; }
    #told { box-sizing: border-box; overflow: auto; padding: 64px 20px 20px; color: CanvasText; font: 16px/1.5 system-ui, sans-serif;
      overflow-wrap: anywhere; }
    #told a { color: LinkText; }
    #leave { right: 20px; bottom: min(604px, calc(100vh - 68px)); z-index: 2147483002; min-width: 44px; min-height: 44px; padding: 4px; }
    @media (max-width: 480px) {
      #leave { top: 8px; right: 8px; bottom: auto; }
      iframe, #told { inset: 0; width: 100%; height: 100%; height: 100dvh; max-width: none; max-height: none; border: 0; border-radius: 0; }
    }
    @media print { button, iframe, #told { display: none; } }
    [hidden] { display: none; }
  `;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = [sheet];
  } catch (error) { // a browser of before 2023
    root.append(Object.assign(document.createElement("style"), { textContent: rules }));
  }
  root.append(button, leave);
  (document.body || document.documentElement).append(host);
  dress();
  // The line may run before the style sheets of the page are there.
  if (document.readyState !== "complete") addEventListener("load", dress);

  button.addEventListener("click", open);
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== home || !event.data) return;
    if (event.data.razmena === "close") close();
    if (event.data.razmena === "ready") arrived();
  });
  leave.addEventListener("click", close);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame && !frame.hidden) close();
  });

  function dress() {
    const accent = isColour(look("accent")) ? look("accent") : "#1b5e9e";
    for (const each of [button, leave]) {
      each.style.backgroundColor = accent;
      each.style.color = readable(shownAs(accent));
    }
    if (CSS.supports("font-family", look("font"))) button.style.fontFamily = look("font");
  }

  function open() {
    dress();
    if (!ready) { // the first time, or it did not load before
      if (frame) frame.remove();
      frame = document.createElement("iframe");
      frame.title = words.title;
      frame.allow = "clipboard-write";
      frame.referrerPolicy = "no-referrer";
      frame.src = `${home}/chat#${fragment()}`;
      frame.addEventListener("load", () => doubtAfter(SECONDS_AFTER_LOADING));
      doubtAfter(MOST_SECONDS);
      root.append(frame);
    }
    frame.hidden = false;
    button.hidden = true;
    button.setAttribute("aria-expanded", "true");
    leave.hidden = ready;
    if (ready) enter();
    else leave.focus();
  }

  function arrived() {
    ready = true;
    trust();
    const waits = root.activeElement === leave;
    leave.hidden = true;
    if (waits) enter();
  }

  function enter() {
    frame.focus();
    frame.contentWindow.postMessage({ razmena: "opened" }, home);
  }

  function doubtAfter(seconds) {
    clearTimeout(doubt);
    if (!ready && !frame.hidden) doubt = setTimeout(tell, seconds * 1000);
  }

  function trust() {
    clearTimeout(doubt);
    if (told) told.remove();
    told = null;
  }

  // A frame that the bot refuses shows a picture of the browser's, without a word.
  function tell() {
    trust();
    const own = document.createElement("a");
    own.href = frame.src;
    own.target = "_blank";
    own.rel = "noopener noreferrer";
    own.textContent = words.own_tab;
    told = document.createElement("div");
    told.id = "told";
    told.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.append(own);
    told.append(Object.assign(document.createElement("p"), { textContent: words.not_here }), line);
    root.append(told);
    console.error(`${home}/chat does not show in a frame of this page. Is the site named at the bot? WEB_ORIGINS=${location.origin}`);
  }

  function close() {
    trust();
    frame.hidden = leave.hidden = true;
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  function fragment() {
    const values = new URLSearchParams({ close: "1", language });
    for (const name of LOOK) if (look(name)) values.set(name, look(name));
    return values.toString();
  }

  function look(name) {
    return script.dataset[name] || getComputedStyle(document.documentElement).getPropertyValue(`--razmena-${name}`).trim();
  }

  function chosen(tag) {
    if (tag in WORDS) return tag;
    const [first, script_] = (tag || "").toLowerCase().split("-");
    if (first === "sr") return script_ === "latn" ? "sr-Latn" : "sr-Cyrl";
    return ["hr", "bs", "me", "cnr", "sh"].includes(first) ? "sr-Latn" : "en";
  }

  function isColour(text) {
    const says = text && CSS.supports("color", text) && !/^(inherit|initial|unset|revert|currentcolor)/i.test(text);
    return says && shownAs(text)[3] >= 1;
  }

  // A colour of any kind as red, green and blue of 255, and how opaque it is.
  function shownAs(colour) {
    const probe = document.createElement("span");
    probe.style.color = colour;
    probe.style.color = `color-mix(in srgb, ${colour}, ${colour})`; // where the browser knows that
    root.append(probe);
    const told = getComputedStyle(probe).color.replace(/none/g, "0");
    probe.remove();
    const parts = told.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
    const whole = told.indexOf("rgb") === 0 ? 1 : 255;
    return [0, 1, 2].map((place) => Math.min(Math.max(parts[place] * whole, 0), 255)).concat(parts.length > 3 ? parts[3] : 1);
  }

  // Black or white, whichever is easier to read on the colour.
  function readable(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
  }
})();
