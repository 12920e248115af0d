import { Feed } from "./feed.js";
import { Run } from "./run.js";

const PAUSE_MILLIS = 3000;
/** More lines than these nobody can tell apart. */
export const MOST_COMPARED = 9;

/** The runs that are laid over the one that is shown; each is fetched again as it goes on. */
export class Comparison {
  #place;
  #view;
  #changed;
  #feeds = new Map();
  #loaded = new Map();
  #summaries = new Map();
  #shown = null;

  /** Calls `changed` when there is more to draw. */
  constructor(place, view, changed) {
    this.#place = place;
    this.#view = view;
    this.#changed = changed;
  }

  /** Takes what is known of all runs, and which of them is shown. */
  follow(summaries, shown) {
    this.#summaries = summaries;
    this.#shown = shown;
    for (const name of this.names) {
      const { evaluated_step: evaluated, state } = summaries.get(name);
      this.#feed(name).want(
        `api/runs/${encodeURIComponent(name)}`, `${name} ${evaluated} ${state}`);
    }
    this.#view.reach = Math.max(0, ...this.runs.map(({ run }) => run.lastStep));
  }

  /** Names of the chosen runs that there are. */
  get names() {
    return this.#view.compared
      .filter((name) => name !== this.#shown && this.#summaries.has(name))
      .slice(0, MOST_COMPARED);
  }

  /** Those of them that are loaded, with their number on the charts, from 1. */
  get runs() {
    return this.names
      .map((name, i) => ({ name, number: i + 1, run: this.#loaded.get(name) }))
      .filter(({ run }) => run !== undefined);
  }

  #feed(name) {
    if (!this.#feeds.has(name)) {
      this.#feeds.set(name, new Feed(this.#place, PAUSE_MILLIS, (history) => {
        this.#loaded.set(name, new Run(history));
        this.#changed();
      }));
    }
    return this.#feeds.get(name);
  }
}
