import { fetchJson } from "./fetch.js";
import { deferred, Lasting, pause } from "./lasting.js";
import { openStream } from "./shared-stream.js";
import { Sweep } from "./sweep.js";

const LIST_MILLIS = 5000;

/**
 * Keeps one sweep up to date: opens its stream, then asks for the sweep, so that nothing falls
 * between the two; without one, asks for all of them every few seconds. Tells the given screen.
 */
export class SweepLive {
  #screen;
  #wanted = null;
  #lasting;

  constructor(screen) {
    this.#screen = screen;
    this.#lasting = new Lasting((signal, healthy) => this.#session(signal, healthy),
      (state) => screen.connection(state));
  }

  /** Follows this sweep, or the list of all if null, until told otherwise. */
  follow(name) {
    this.#wanted = name;
    this.#lasting.begin();
  }

  async #session(signal, healthy) {
    while (!signal.aborted) {
      const all = await fetchJson("api/sweeps", signal);
      this.#screen.sweeps(all, this.#wanted);
      if (all.some(({ sweep }) => sweep === this.#wanted)) {
        await this.#stream(this.#wanted, signal, healthy);
        return;
      }
      this.#screen.connection("live");
      healthy();
      await pause(LIST_MILLIS, signal);
    }
  }

  /** Settles when the stream has ended: resolves to start again, rejects when it broke. */
  #stream(name, signal, healthy) {
    const { promise, resolve, reject } = deferred();
    const path = encodeURIComponent(name);
    let sweep = null;
    let early = [];
    const load = async () => {
      const loaded = new Sweep(await fetchJson(`api/sweeps/${path}`, signal));
      early.forEach((each) => loaded.apply(each));
      early = [];
      sweep = loaded;
      this.#screen.show(sweep);
      healthy();
    };
    const heard = {
      hello: () => load().then(() => this.#screen.connection("live")).catch(reject),
      "sweep-run": (value) => {
        if (!sweep) {
          early.push(value);
        } else if (sweep.apply(value)) {
          this.#screen.show(sweep);
        } else {
          sweep = null;
          load().catch(reject);
        }
      },
      resync: resolve,
      broken: () => reject(new Error("the stream broke")),
      full: () => load().catch(() => {}).then(() =>
        reject(Object.assign(new Error("no stream is free"), { connection: "crowded" }))),
    };
    const source = openStream(`?sweep=${path}`, (kind, data) => heard[kind]?.(JSON.parse(data)));
    signal.addEventListener("abort", () => resolve());
    return promise.finally(() => source.close());
  }
}
