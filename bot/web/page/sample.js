// A site of somebody's, with the line on it: what the fragment wishes, and nothing from elsewhere.

const wished = new URLSearchParams(location.hash.slice(1));
const kind = wished.get("kind");
wished.delete("kind");
if (kind === "frame") {
  const frame = document.createElement("iframe");
  frame.title = document.title;
  frame.width = 320;
  frame.height = 420;
  frame.src = `/chat#${wished}`;
  document.getElementById("place").append(frame);
} else {
  const script = document.createElement("script");
  script.src = "/embed.js";
  for (const [name, value] of wished) script.dataset[name] = value;
  document.body.append(script);
}
