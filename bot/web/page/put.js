// "Put this on your site": writes the line, and shows what it draws.

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent)[document.documentElement.lang];
const allowed = JSON.parse($("allowed").textContent);
const LOOK = ["accent", "surface", "text", "font"];
const form = $("wishes");

function quoted(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

function wishes() {
  const given = new FormData(form);
  const chosen = {};
  if (given.get("language")) chosen.language = given.get("language");
  if (given.get("own")) for (const name of LOOK) if (given.get(name)) chosen[name] = given.get(name);
  return { kind: given.get("kind"), chosen };
}

function lineFor({ kind, chosen }) {
  if (kind === "script") {
    const data = Object.entries(chosen).map(([name, value]) => ` data-${name}="${quoted(value)}"`).join("");
    return `<script src="${location.origin}/embed.js"${data} async></script>`;
  }
  const fragment = new URLSearchParams(chosen).toString();
  const address = `${location.origin}/chat${fragment ? `#${fragment}` : ""}`;
  return `<iframe src="${quoted(address)}" title="${quoted(words.frame_title)}" width="400" height="640" style="max-width:100%" `
    + 'loading="lazy" allow="clipboard-write" referrerpolicy="no-referrer"></iframe>';
}

let shown = "";

function update() {
  const wished = wishes();
  $("colours").hidden = !form.elements.own.checked;
  $("line").value = lineFor(wished);
  $("policy").textContent = wished.kind === "script"
    ? `script-src ${location.origin}; frame-src ${location.origin}` : `frame-src ${location.origin}`;
  if (shown === $("line").value) return;
  shown = $("line").value;
  $("copied").textContent = "";
  const fragment = new URLSearchParams({ kind: wished.kind, ...wished.chosen });
  // The same page with another fragment would not load anew.
  const old = $("sample");
  const sample = old.cloneNode();
  sample.src = `/embed/sample?language=${document.documentElement.lang}#${fragment}`;
  old.replaceWith(sample);
}

function sayOfSite() {
  let origin = "";
  try {
    const given = new URL($("site").value);
    if (/^https?:$/.test(given.protocol)) origin = given.origin;
  } catch { /* not an address yet */ }
  const may = allowed.includes(origin) || origin === location.origin;
  const says = origin ? (may ? words.site_may : words.site_may_not) : $("site").value.trim() && words.site_how;
  $("site-says").textContent = says.replace("%SITE%", origin);
}

// What was chosen goes along to the page in another language, in the fragment.
const others = document.querySelectorAll("#languages a");

function carry() {
  const chosen = new URLSearchParams(new FormData(form)).toString();
  for (const link of others) link.hash = chosen;
}

function takeOver() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value.slice(0, 200);
  }
  history.replaceState(null, "", location.pathname + location.search);
}

form.addEventListener("input", update);
form.addEventListener("input", carry);
form.addEventListener("submit", (event) => event.preventDefault());
$("site").addEventListener("input", sayOfSite);
$("line").addEventListener("focus", () => $("line").select());
$("copy").addEventListener("click", async () => {
  $("line").select();
  let copied = true;
  try {
    await navigator.clipboard.writeText($("line").value);
  } catch {
    copied = document.execCommand("copy"); // else it is selected, at least
  }
  $("copied").textContent = copied ? words.copied : "";
});
takeOver();
update();
sayOfSite();
carry();
