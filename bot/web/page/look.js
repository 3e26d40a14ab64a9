// The look of the site that embeds a page: four values in the fragment, checked before use.
// They stay in the fragment, so no server hears of them.

const KINDS = { accent: "color", surface: "color", text: "color", font: "font-family" };

export function takeLook(values) {
  const root = document.documentElement;
  for (const [name, property] of Object.entries(KINDS)) {
    const value = values.get(name);
    if (!value || value.length > 200 || !CSS.supports(property, value) || /url|var\(/i.test(value)) continue;
    root.style.setProperty(`--razmena-${name}`, value);
  }
  const style = getComputedStyle(root);
  const shown = (name) => resolved(style.getPropertyValue(`--razmena-${name}`));
  if (values.get("accent")) {
    root.style.setProperty("--on-accent", contrast(shown("accent"), [255, 255, 255]) >= 4.5 ? "#ffffff" : "#000000");
  }
  if (values.get("surface") || values.get("text")) {
    const surface = shown("surface");
    // A text that cannot be read on its surface is not taken.
    if (contrast(surface, shown("text")) < 7) {
      root.style.setProperty("--razmena-text", luminance(surface) > 0.18 ? "#000000" : "#ffffff");
    }
    root.style.setProperty("--link", "var(--razmena-text)");
    root.style.colorScheme = luminance(surface) > 0.18 ? "light" : "dark";
    const dark = luminance(surface) <= 0.18;
    root.style.setProperty("--danger", dark ? "#ff9c9c" : "#a92b2b");
    root.style.setProperty("--on-danger", dark ? "#2a0707" : "#ffffff");
  }
}

// Any colour that a style sheet may hold, as red, green and blue.
function resolved(value) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  pen.fillStyle = value;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
