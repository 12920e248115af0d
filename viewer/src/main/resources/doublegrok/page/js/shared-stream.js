import { Stream } from "./stream.js";

const ALIVE_MILLIS = 20000;

/** Longer than the silence that the worker takes for the end of a stream. */
const SILENCE_MILLIS = 40000;

let port = null;
let current = null;

/**
 * Opens the stream with this query, shared with the browser's other windows where it can be; one at
 * a time. Gives on what a {@link Stream} does, and "full" if other runs have all the streams.
 *
 * @returns {close}
 */
export function openStream(query, take) {
  port ??= connected();
  if (!port) {
    return new Stream(`api/stream${query}`, take);
  }
  current?.close();
  let heard = performance.now();
  const own = {
    take(kind, data) {
      heard = performance.now();
      take(kind, data);
    },
    close() {
      clearInterval(timer);
      if (current === own) {
        current = null;
        port.postMessage({ close: true });
      }
    },
  };
  const timer = setInterval(() => {
    port.postMessage({});
    if (performance.now() - heard > SILENCE_MILLIS) {
      own.close();
      port = null; // the worker has died
      take("broken", null);
    }
  }, ALIVE_MILLIS);
  current = own;
  port.postMessage({ open: query });
  return own;
}

/** The worker that has the streams; false in browsers without such workers. */
function connected() {
  if (typeof SharedWorker === "undefined") {
    return false;
  }
  const worker = new SharedWorker(new URL("stream-worker.js", import.meta.url),
    { type: "module", name: "doublegrok streams" });
  worker.addEventListener("error", () => {
    port = false; // it cannot be loaded: from now on without
    current?.take("broken", null);
  });
  worker.port.addEventListener("message", ({ data: [kind, data] }) => {
    if (worker.port === port) {
      current?.take(kind, data);
    }
  });
  worker.port.start();
  return worker.port;
}

// A page that is left may be kept, and be shown again later.
addEventListener("pagehide", () => {
  const left = current;
  left?.close();
  if (left) {
    addEventListener("pageshow", () => left.take("broken", null), { once: true });
  }
});
