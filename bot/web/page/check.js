// The expert form: the server says which fields there are and what they come to. What is filled in
// stands in the fragment alone, as the same link that opens the case in the chat.

import { post, RefusedError } from "./connection.js";
import { takeLook } from "./look.js";
import { element } from "./messages.js";
import { launch, mainButton, tell } from "./telegram.js";

const $ = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const words = JSON.parse($("words").textContent)[language];
const forms = [...$("tabs").children].map((tab) => tab.dataset.form);
const PAUSE_MILLISECONDS = 250;

const state = { form: forms[0], texts: {}, values: {} };
let asked = 0;
let timer = 0;
let drawn = "";
let link = null; // to the case as it stands
let telegram = null; // where the page is open inside Telegram

// Asking ------------------------------------------------------------------------------------------

async function ask(body = { form: state.form, texts: state.texts, values: state.values }) {
  asked += 1;
  const number = asked;
  $("outcome").setAttribute("aria-busy", "true");
  try {
    const judged = await post("/check/result", { language, ...body }, () => trouble(words.lost));
    if (number !== asked) return; // something newer was asked meanwhile
    trouble("");
    show(judged);
  } catch (error) {
    if (number === asked) trouble(error instanceof RefusedError && error.code === "bad_link" ? words.bad_link : words.not_answered);
  } finally {
    if (number === asked) $("outcome").removeAttribute("aria-busy");
  }
}

function trouble(text) {
  $("trouble").hidden = !text;
  $("trouble").textContent = text;
}

// Showing -----------------------------------------------------------------------------------------

function show(judged) {
  state.form = judged.form;
  if (judged.values) Object.assign(state.values, judged.values);
  for (const tab of $("tabs").children) {
    if (tab.dataset.form === state.form) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const names = JSON.stringify([judged.form, judged.fields.map((each) => [each.name, each.label, each.options])]);
  if (names !== drawn) draw(judged.fields);
  drawn = names;
  for (const each of judged.fields) mark(each, judged);
  const { result } = judged;
  const wrong = Object.keys(judged.errors).length > 0;
  if (result) $("result").innerHTML = result.html;
  else $("result").replaceChildren(element("p", "", wrong && !judged.missing.some((name) => !judged.errors[name]) ? words.correct : words.fill_in));
  const first = $("result").querySelector("p")?.innerText.split("\n")[0] ?? "";
  // What could not be read is left out of the result, and the result says so.
  if (result && wrong) $("result").prepend(element("p", "error", words.put_right));
  if ($("said").textContent !== first) $("said").textContent = first;
  link = judged.link;
  $("acts").hidden = !judged.link;
  $("to-chat").href = judged.link ? `/chat?language=${language}#start=${judged.link}` : "/chat";
  remember(judged);
}

function draw(fields) {
  const focused = document.activeElement?.id;
  $("fields").replaceChildren(...fields.map(fieldOf));
  if (focused) $(focused)?.focus();
}

function fieldOf(each) {
  const node = element("div", "field");
  node.dataset.name = each.name;
  const label = element("label");
  label.htmlFor = `field-${each.name}`;
  label.innerHTML = each.label;
  const input = each.options ? choice(each) : element("input");
  if (!each.options) {
    input.type = each.type ?? "text";
    input.maxLength = 200;
    input.value = each.value ?? state.texts[each.name] ?? "";
  }
  input.id = `field-${each.name}`;
  input.name = each.name;
  input.setAttribute("aria-describedby", `says-${each.name}`);
  const says = element("div");
  says.id = `says-${each.name}`;
  node.append(label, input, says);
  return node;
}

function choice(each) {
  const node = element("select");
  node.append(new Option("–", ""), ...each.options.map(([value, label]) => new Option(label, value)));
  node.value = each.value ?? "";
  return node;
}

// What a field comes to: how it was understood, what is wrong, what it decides.
function mark(each, judged) {
  const node = $("fields").querySelector(`[data-name="${CSS.escape(each.name)}"]`);
  const error = judged.errors[each.name];
  const reasons = judged.reasons[each.name] ?? [];
  const missing = judged.missing.includes(each.name);
  node.className = `field${each.value ? " filled" : ""}${missing ? " needed" : ""}${error ? " wrong" : ""}`;
  for (const reason of reasons) node.classList.add(reason.outcome);
  $(`field-${each.name}`).setAttribute("aria-invalid", String(Boolean(error)));
  const says = [];
  if (each.understood) says.push(element("p", "understood small", `${words.understood} ${each.understood}`));
  if (error) says.push(element("p", "error", error));
  else if (missing) says.push(element("p", "needs small", words.needed));
  for (const reason of reasons) {
    const why = element("p", "why");
    why.innerHTML = `${reason.html}<br>`;
    const source = element("span", "small");
    source.innerHTML = reason.source;
    why.append(source);
    says.push(why);
  }
  $(`says-${each.name}`).replaceChildren(...says);
}

// The fragment ------------------------------------------------------------------------------------

let written = "";

function remember(judged) {
  const fragment = new URLSearchParams();
  const hasErrors = Object.keys(judged.errors).length > 0;
  if (judged.link && !hasErrors) fragment.set("case", judged.link);
  else {
    fragment.set("form", state.form);
    for (const [name, text] of Object.entries(state.texts)) if (text) fragment.set(name, text);
  }
  written = `#${fragment}`;
  history.replaceState(null, "", written);
  for (const link of $("languages").children) {
    // Only there: a link that is copied must not carry what Telegram signed for one person.
    link.hash = telegram ? `${written}&${telegram.launched}` : written;
  }
}

function recall() {
  // Some clients of Telegram put a question mark where the fragment goes on.
  const fragment = new URLSearchParams(location.hash.slice(1).replace("?tgWebApp", "&tgWebApp"));
  takeLook(fragment);
  const launched = launch(fragment);
  if (launched && !telegram) beInTelegram(launched);
  const payload = fragment.get("case");
  if (payload) {
    ask({ case: payload.slice(0, 64) });
    return;
  }
  if (forms.includes(fragment.get("form"))) state.form = fragment.get("form");
  for (const [name, text] of fragment) if (/^[a-z_0-9]{1,30}$/.test(name)) state.texts[name] = text.slice(0, 200);
  ask();
}

// What a person does ------------------------------------------------------------------------------

// Inside Telegram: its colours, its main button, and the way back into the chat.
function beInTelegram(launched) {
  telegram = launched;
  takeLook(telegram.look);
  $("to-chat").hidden = true;
  $("hand-over").hidden = false;
  mainButton(words.hand_over, handOver);
}

async function handOver() {
  if (!link) {
    trouble(words.fill_in);
    return;
  }
  try {
    await post("/check/hand-over", { init: telegram.init, case: link });
    trouble("");
    $("copied").textContent = words.handed_over;
    tell("web_app_close");
  } catch (error) {
    trouble(error instanceof RefusedError && error.code === "not_telegram" ? words.too_old : words.not_answered);
  }
}

$("hand-over").addEventListener("click", handOver);
for (const tab of $("tabs").children) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    state.form = tab.dataset.form;
    ask();
  });
}
function fill({ target }) {
  if (state.texts[target.name] === target.value && !(target.name in state.values)) return;
  state.texts[target.name] = target.value;
  delete state.values[target.name];
  clearTimeout(timer);
  timer = setTimeout(ask, target.tagName === "SELECT" ? 0 : PAUSE_MILLISECONDS);
}

for (const kind of ["input", "change"]) $("fields").addEventListener(kind, fill);
$("fields").addEventListener("submit", (event) => event.preventDefault());
$("print").addEventListener("click", () => print());
$("empty").addEventListener("click", () => {
  Object.assign(state, { texts: {}, values: {} });
  drawn = "";
  ask();
});
$("copy-link").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    $("copied").textContent = words.copied;
  } catch {
    $("copied").textContent = location.href;
  }
});
addEventListener("hashchange", () => {
  if (location.hash === written) return;
  Object.assign(state, { texts: {}, values: {} });
  drawn = "";
  recall();
});
recall();
