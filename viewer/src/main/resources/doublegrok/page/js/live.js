import { fetchJson } from "./fetch.js";
import { Run } from "./run.js";
import { openStream } from "./shared-stream.js";

const FIRST_WAIT_MILLIS = 1000;
const LONGEST_WAIT_MILLIS = 10000;
const HIDDEN_GRACE_MILLIS = 30000;

/**
 * Keeps one run up to date: asks for the runs, opens the stream, then fetches the history, so that
 * nothing falls between the two. When the stream ends, all of it again: after a restart of the
 * evaluator the page is right without a reload. A window that gets no stream, as the browser has
 * too many for other runs, does so every few seconds. Calls `show` of the given screen after each
 * change.
 */
export class Live {
  #screen;
  #wanted = null;
  #stop = new AbortController();
  #failures = 0;

  constructor(screen) {
    this.#screen = screen;
    this.#restWhileHidden();
  }

  /** Follows this run, or the newest one if null, until told otherwise. */
  follow(name) {
    this.#wanted = name;
    this.#failures = 0;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#keepOn(this.#stop.signal);
  }

  async #keepOn(signal) {
    while (!signal.aborted) {
      try {
        await this.#session(signal);
        if (!signal.aborted) {
          this.#screen.connection("connecting");
        }
      } catch (failure) {
        if (!signal.aborted) {
          this.#screen.connection(failure.connection
            ?? (failure.status === 503 ? "starting" : "reconnecting"));
        }
      }
      if (signal.aborted) {
        return;
      }
      this.#failures += 1;
      await pause(this.#waitMillis(), signal);
    }
  }

  async #session(signal) {
    const all = await fetchJson("api/runs", signal);
    const name = this.#wanted ?? all.runs[0]?.run ?? null;
    const known = all.runs.some((run) => run.run === name);
    this.#screen.runs(all, name);
    await this.#stream(known ? name : null, signal);
  }

  /** Settles when the stream has ended: resolves to start again, rejects when it broke. */
  #stream(name, signal) {
    const { promise, resolve, reject } = deferred();
    const query = name ? `?run=${encodeURIComponent(name)}` : "";
    let run = null;
    let early = [];
    const load = async () => {
      if (name) {
        const loaded = new Run(await fetchJson(`api/runs/${encodeURIComponent(name)}`, signal));
        early.forEach(([kind, value]) => loaded.apply(kind, value));
        early = [];
        run = loaded;
        this.#screen.show(run);
      }
      this.#failures = 0;
    };
    const take = (kind, value) => {
      if (run) {
        run.apply(kind, value);
        this.#screen.show(run);
      } else {
        early.push([kind, value]);
      }
    };
    const heard = {
      hello: () => load().then(() => this.#screen.connection("live")).catch(reject),
      beat: () => {},
      family: (value) => this.#screen.family(value),
      resync: resolve,
      broken: () => reject(new Error("the stream broke")),
      full: () => load().catch(() => {}).then(() =>
        reject(Object.assign(new Error("no stream is free"), { connection: "crowded" }))),
    };
    const source = openStream(query, (kind, data) => {
      const value = JSON.parse(data);
      if (heard[kind]) {
        heard[kind](value);
        return;
      }
      if (kind === "summary") {
        this.#screen.summary(value);
      }
      if (!name && (!this.#wanted || this.#wanted === value.run)) {
        resolve();
      } else if (name) {
        take(kind, value);
      }
    });
    signal.addEventListener("abort", () => resolve());
    return promise.finally(() => source.close());
  }

  /** A page that nobody sees gives its connection back: a browser has only six a host. */
  #restWhileHidden() {
    let timer = 0;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (document.hidden) {
        timer = setTimeout(() => this.#stop.abort(), HIDDEN_GRACE_MILLIS);
      } else if (this.#stop.signal.aborted) {
        this.#screen.connection("connecting");
        this.follow(this.#wanted);
      }
    });
  }

  #waitMillis() {
    const wait = FIRST_WAIT_MILLIS * 2 ** (this.#failures - 1);
    return Math.min(LONGEST_WAIT_MILLIS, wait) * (0.8 + 0.4 * Math.random());
  }
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
