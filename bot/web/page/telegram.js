// What a page inside Telegram needs of its client: launch data, theme, main button. Nothing is loaded
// for it; the client puts these into the fragment and listens to a few messages.

const SAFE_HOST = /^https:\/\/web\.telegram\.org$/;

// Null outside Telegram.
export function launch(fragment) {
  const init = fragment.get("tgWebAppData");
  if (!init) return null;
  let theme = {};
  try {
    theme = JSON.parse(fragment.get("tgWebAppThemeParams") ?? "{}");
  } catch { /* the page's own colours */ }
  const look = new URLSearchParams();
  const colours = { accent: theme.button_color, surface: theme.bg_color, text: theme.text_color };
  for (const [name, value] of Object.entries(colours)) if (typeof value === "string") look.set(name, value);
  const launched = new URLSearchParams({ tgWebAppData: init, tgWebAppThemeParams: JSON.stringify(theme) });
  return { init, look, launched };
}

export function tell(type, data = {}) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(type, JSON.stringify(data));
  else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({ eventType: type, eventData: data }));
  else if (parent !== window) parent.postMessage(JSON.stringify({ eventType: type, eventData: data }), "https://web.telegram.org");
}

// The main button under the page; `act` is called when it is pressed.
export function mainButton(text, act) {
  const style = getComputedStyle(document.documentElement);
  tell("web_app_ready");
  tell("web_app_setup_main_button", {
    is_visible: true, is_active: true, text,
    color: style.getPropertyValue("--razmena-accent").trim(), text_color: style.getPropertyValue("--on-accent").trim(),
  });
  const heard = (type) => { if (type === "main_button_pressed") act(); };
  window.Telegram = { WebView: { receiveEvent: heard } };
  window.TelegramGameProxy_receiveEvent = heard;
  addEventListener("message", (event) => {
    if (event.source !== parent || !SAFE_HOST.test(event.origin)) return;
    try {
      heard(JSON.parse(event.data).eventType);
    } catch { /* not one of Telegram's */ }
  });
}
