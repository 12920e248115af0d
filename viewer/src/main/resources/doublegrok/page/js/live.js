import { fetchJson } from "./fetch.js";
import { deferred, Lasting } from "./lasting.js";
import { Run } from "./run.js";
import { openStream } from "./shared-stream.js";

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
  #lasting;

  constructor(screen) {
    this.#screen = screen;
    this.#lasting = new Lasting((signal, healthy) => this.#session(signal, healthy),
      (state) => screen.connection(state));
  }

  /** Follows this run, or the newest one if null, until told otherwise. */
  follow(name) {
    this.#wanted = name;
    this.#lasting.begin();
  }

  async #session(signal, healthy) {
    const all = await fetchJson("api/runs", signal);
    const name = this.#wanted ?? all.runs[0]?.run ?? null;
    const known = all.runs.some((run) => run.run === name);
    this.#screen.runs(all, name);
    await this.#stream(known ? name : null, signal, healthy);
  }

  /** Settles when the stream has ended: resolves to start again, rejects when it broke. */
  #stream(name, signal, healthy) {
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
      healthy();
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
}
