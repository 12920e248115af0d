import { stepsOf } from "./as-of.js";
import { count } from "./format.js";

/** Goes back through the run's checkpoints; the whole page shows what was known by then. */
export class Scrubber {
  #place;
  #view;
  #steps = [];

  constructor(place, view) {
    this.#place = place;
    this.#view = view;
    this.#part("slider").addEventListener("input", ({ target }) => this.#go(Number(target.value)));
    this.#part("earlier").addEventListener("click", () => this.#go(this.#at - 1));
    this.#part("later").addEventListener("click", () => this.#go(this.#at + 1));
    this.#part("newest").addEventListener("click", () => { view.probed = null; });
  }

  show(run) {
    this.#steps = stepsOf(run);
    const last = this.#steps.length - 1;
    const at = this.#at;
    const past = this.#view.probed !== null;
    const slider = this.#part("slider");
    slider.max = Math.max(0, last);
    slider.value = at;
    const step = last < 0 ? "" : `step ${count(past ? this.#view.probed : this.#steps[at])}`;
    slider.setAttribute("aria-valuetext", past ? `as of ${step}` : `${step}, the newest`);
    this.#part("as-of").hidden = !past;
    this.#part("step").textContent = step;
    this.#part("earlier").disabled = at <= 0;
    this.#part("later").disabled = at >= last;
    this.#part("newest").setAttribute("aria-pressed", String(!past));
    this.#place.hidden = last < 0;
    this.#place.classList.toggle("past", past);
  }

  /** Where the shown step stands among those that can be gone to. */
  get #at() {
    const step = this.#view.probed;
    const after = this.#steps.findIndex((each) => each > step);
    return step === null || after < 0 ? this.#steps.length - 1 : Math.max(0, after - 1);
  }

  #go(at) {
    const last = this.#steps.length - 1;
    this.#view.probed = this.#steps[Math.min(last, Math.max(0, at))] ?? null;
  }

  #part(name) {
    return this.#place.querySelector(`[data-part=${name}]`);
  }
}
