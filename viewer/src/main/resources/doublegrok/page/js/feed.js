import { fetchJson } from "./fetch.js";

const NEARLY_SEEN = "150px";

/**
 * Fetches what a part of the page shows: only while that is in sight, one answer at a time, and
 * with a pause between two, however often something new is wanted.
 */
export class Feed {
  #take;
  #pauseMillis;
  #seen = false;
  #wanted = null;
  #had = null;
  #resting = false;

  constructor(place, pauseMillis, take) {
    this.#take = take;
    this.#pauseMillis = pauseMillis;
    const observer = new IntersectionObserver((entries) => {
      this.#seen = entries.at(-1).isIntersecting;
      this.#fetch();
    }, { rootMargin: NEARLY_SEEN });
    observer.observe(place);
  }

  /** The same key again needs no new answer. */
  want(address, key) {
    this.#wanted = { address, key };
    this.#fetch();
  }

  async #fetch() {
    const { address, key } = this.#wanted ?? {};
    if (!this.#seen || this.#resting || key === undefined || key === this.#had) {
      return;
    }
    this.#resting = true;
    try {
      const answer = await fetchJson(address);
      this.#had = key;
      if (this.#wanted.address === address) {
        this.#take(answer);
      }
    } catch {
      // The evaluator is away, as the top of the page says; it is asked again.
    }
    setTimeout(() => {
      this.#resting = false;
      this.#fetch();
    }, this.#pauseMillis);
  }
}
