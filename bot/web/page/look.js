// The look of the site that embeds a page: four values in the fragment, checked before use.
// They stay in the fragment, so no server hears of them.

const KINDS = { accent: "color", surface: "color", text: "color", font: "font-family" };
const WHITE = [255, 255, 255];

// Of a page that has no such parent, or that a reader cannot tell: these are no colours of a site.
const NONE = /url|var\(|^\s*(inherit|initial|unset|revert|revert-layer|currentcolor)\s*$/i;

export function takeLook(values) {
  const root = document.documentElement;
  const set = (name, value) => root.style.setProperty(`--${name}`, value);
  for (const [name, property] of Object.entries(KINDS)) {
    const value = values.get(name);
    if (!value || value.length > 200 || !CSS.supports(property, value) || NONE.test(value)) continue;
    if (property === "color" && resolved(value)[3] < 1) continue; // what is behind a page is nobody's choice
    set(`razmena-${name}`, value);
  }
  const shown = (name) => resolved(`var(--${name})`);
  if (values.get("accent")) set("on-accent", contrast(shown("razmena-accent"), WHITE) >= 4.5 ? "#ffffff" : "#000000");
  // A button whose colour is nearly that of the page is seen by its edge.
  if (contrast(shown("razmena-accent"), shown("razmena-surface")) < 3) set("edge", "var(--razmena-text)");
  if (!values.get("surface") && !values.get("text")) return;
  const surface = shown("razmena-surface");
  const dark = luminance(surface) <= 0.18;
  // A text that cannot be read on its surface is not taken, and so it is with what is mixed of both.
  if (contrast(surface, shown("razmena-text")) < 7) set("razmena-text", dark ? "#ffffff" : "#000000");
  set("link", "var(--razmena-text)");
  set("danger", dark ? "#ff9c9c" : "#a92b2b");
  set("on-danger", dark ? "#2a0707" : "#ffffff");
  root.style.colorScheme = dark ? "dark" : "light";
  const text = shown("razmena-text");
  if (contrast(surface, shown("muted")) < 4.5) set("muted", "var(--razmena-text)");
  if (contrast(surface, shown("danger")) < 4.5) {
    set("danger", "var(--razmena-text)");
    set("on-danger", "var(--razmena-surface)");
  }
  for (const name of ["soft", "own"]) if (contrast(shown(name), text) < 4.5) set(name, "var(--razmena-surface)");
}

// Any colour that a style sheet may hold, as red, green and blue of 255, and how opaque it is. A canvas
// would tell it too, but browsers that hide who somebody is let a canvas say something else.
function resolved(value) {
  const probe = document.createElement("span");
  probe.style.color = value;
  probe.style.color = `color-mix(in srgb, ${value}, ${value})`; // where the browser knows that
  document.documentElement.append(probe);
  const told = getComputedStyle(probe).color.replaceAll("none", "0");
  probe.remove();
  const [red, green, blue, opaque = 1] = told.match(/-?[\d.]+(e-?\d+)?/g).map(Number);
  const whole = told.startsWith("rgb") ? 1 : 255;
  return [...[red, green, blue].map((each) => Math.min(Math.max(each * whole, 0), 255)), opaque];
}

function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
