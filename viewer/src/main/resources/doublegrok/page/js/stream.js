const KINDS = ["hello", "beat", "family", "loss", "evaluation", "series", "floors", "probe", "mark",
  "sweep-run", "summary", "resync"];
const LOOK_MILLIS = 5000;

/** Longest silence of a stream that lives: the server beats every 5 s. */
const SILENCE_MILLIS = 20000;

/**
 * One stream of the server. Gives each event on as (kind, data), data as text; the last one is
 * "broken", also when nothing was heard for too long: a connection may die without being closed.
 */
export class Stream {
  #source;
  #take;
  #timer;

  constructor(address, take, silence = SILENCE_MILLIS) {
    this.#take = take;
    this.#source = new EventSource(address);
    let heard = performance.now();
    for (const kind of KINDS) {
      this.#source.addEventListener(kind, ({ data }) => {
        heard = performance.now();
        take(kind, data);
      });
    }
    this.#source.addEventListener("error", () => this.#break());
    this.#timer = setInterval(() => {
      if (performance.now() - heard > silence) {
        this.#break();
      }
    }, Math.min(LOOK_MILLIS, silence));
  }

  close() {
    clearInterval(this.#timer);
    this.#source.close();
  }

  #break() {
    this.close();
    this.#take("broken", null);
  }
}
