/*
 * Shares the server's streams among all windows of a browser, which has only six connections a
 * host: windows of one run have one stream, and some connections always stay for commands.
 */
import { Stream } from "./stream.js";

const STREAMS_MAX = 4;
const LOOK_MILLIS = 60000;

/** Windows say every 20 s that they live; hidden ones may be held up for a minute. */
const SILENCE_MILLIS = 180000;

const streams = new Map(); // by query
const windows = new Map(); // ports: {query, heard}

addEventListener("connect", ({ ports: [port] }) => {
  port.addEventListener("message", ({ data: { open, close } }) => {
    if (open !== undefined) {
      enter(port, open);
    } else if (close) {
      leave(port);
    } else if (windows.has(port)) {
      windows.get(port).heard = performance.now();
    }
  });
  port.start();
});

setInterval(() => {
  for (const [port, { heard }] of windows) {
    if (performance.now() - heard > SILENCE_MILLIS) {
      leave(port);
    }
  }
}, LOOK_MILLIS);

function enter(port, query) {
  leave(port);
  if (!streams.has(query) && streams.size >= STREAMS_MAX) {
    port.postMessage(["full", null]);
    return;
  }
  windows.set(port, { query, heard: performance.now() });
  const known = streams.get(query);
  if (known) {
    known.families.forEach((data) => port.postMessage(["family", data]));
    if (known.begun) {
      port.postMessage(["hello", "{}"]);
    }
    return;
  }
  const shared = { families: [], begun: false, stream: null };
  streams.set(query, shared);
  shared.stream = new Stream(`../api/stream${query}`, (kind, data) => {
    shared.begun ||= kind === "hello";
    if (kind === "family") {
      shared.families.push(data);
    }
    const listeners = listening(query);
    if (kind === "broken") {
      streams.delete(query);
      listeners.forEach((each) => windows.delete(each));
    }
    listeners.forEach((each) => each.postMessage([kind, data]));
  });
}

function leave(port) {
  const query = windows.get(port)?.query;
  windows.delete(port);
  if (query !== undefined && listening(query).length === 0) {
    streams.get(query).stream.close();
    streams.delete(query);
  }
}

function listening(query) {
  return [...windows].filter(([, window]) => window.query === query).map(([port]) => port);
}
