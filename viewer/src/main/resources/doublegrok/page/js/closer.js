import { Feed } from "./feed.js";

/** While someone zooms on and on, not every stop is fetched. */
const PAUSE_MILLIS = 400;

/**
 * Fetches the steps of a zoomed part that the page has only some of. The zoom is not touched: what
 * comes is drawn where one looks.
 */
export class Closer {
  #view;
  #feed;
  #run = null;

  constructor(place, view, redraw) {
    this.#view = view;
    this.#feed = new Feed(place, PAUSE_MILLIS, (part) => {
      if (this.#run?.summary.run === part.summary.run) {
        this.#run.look(part);
        redraw();
      }
    });
  }

  show(run) {
    if (this.#run !== run) {
      this.#run = run;
      this.#look();
    }
  }

  follow() {
    this.#look();
  }

  rebuild() {}

  #look() {
    const { zoom } = this.#view;
    if (!this.#run?.curve.thinned || zoom === null) {
      return;
    }
    const [from, to] = this.#view.range(this.#run.lastStep).map(Math.round);
    const name = this.#run.summary.run;
    const address = `api/runs/${encodeURIComponent(name)}?from=${from}&to=${to}`;
    this.#feed.want(address, `${address} ${this.#run.loaded}`);
  }
}
