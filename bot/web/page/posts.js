// What an office writes: shown as it comes, or asked for now and then where no stream can be had.

import { post } from "./connection.js";

const FIRST_SECONDS = 8; // a proxy that keeps answers back is found out by it
const QUIET_SECONDS = 45; // the server says something every 20 seconds
const PAUSES_SECONDS = [2, 5, 10, 10];
const MOST_DEAF = 2; // so often without a byte, and it only asks

// Calls onPost(id, shown) once for every message behind `after`, in order. Returns what ends it.
export function listen(chat, after, onPost) {
  let last = after;
  let stopped = false;
  let connection = null;
  let deaf = typeof ReadableStream === "undefined" ? MOST_DEAF : 0;

  function take(id, shown) {
    if (stopped || id <= last) return false;
    last = id;
    onPost(id, shown);
    return true;
  }

  // What the page names is noted as shown; what came meanwhile is the answer.
  async function ask() {
    const { posts } = await post("/chat/posts", { chat, after: last });
    for (const [id, shown] of posts) take(id, shown);
  }

  async function stream() {
    connection = new AbortController();
    let timer;
    const wait = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => connection.abort(), seconds * 1000);
    };
    let heard = false;
    try {
      wait(FIRST_SECONDS);
      const response = await fetch("/chat/stream", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ chat, after: last }),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: connection.signal,
      });
      if (!response.ok || !response.body) return false;
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return heard;
        heard = true;
        deaf = 0;
        wait(QUIET_SECONDS);
        const parts = (rest + value).split("\n\n");
        rest = parts.pop();
        if (parts.map(read).some(Boolean)) ask().catch(() => {});
      }
    } catch {
      return heard;
    } finally {
      clearTimeout(timer);
      connection.abort();
      if (!heard) deaf += 1;
    }
  }

  function read(part) {
    const found = /^id: (\d+)\ndata: (.*)$/s.exec(part);
    return found !== null && take(Number(found[1]), JSON.parse(found[2]));
  }

  async function run() {
    for (let tries = 0; !stopped;) {
      const heard = deaf < MOST_DEAF && await stream();
      if (stopped) return;
      tries = heard ? 0 : tries + 1;
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSES_SECONDS[Math.min(tries, PAUSES_SECONDS.length - 1)] * 1000);
      });
      if (!stopped) await ask().catch(() => {});
    }
  }

  run();
  return () => {
    stopped = true;
    connection?.abort();
  };
}
