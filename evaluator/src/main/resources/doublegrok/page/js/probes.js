import { Attention } from "./attention.js";
import { Components } from "./components.js";
import { Feed } from "./feed.js";
import { count } from "./format.js";
import { Grids } from "./grids.js";
import { Impostors } from "./impostors.js";
import { RatioHeads } from "./ratio-heads.js";

const PAUSE_MILLIS = 250;

/** What the probes saw in one checkpoint: the newest one, or that which is chosen. */
export class Probes {
  #section;
  #view;
  #feed;
  #parts;
  #run = null;
  #steps = [];
  #found = null;

  constructor(section, view) {
    this.#section = section;
    this.#view = view;
    this.#feed = new Feed(section, PAUSE_MILLIS, (answer) => this.#take(answer));
    this.#parts = [
      new Grids(section.querySelector("#grids")),
      new Attention(section.querySelector("#attention")),
      new Components(section.querySelector("#components"), view),
      new Impostors(section.querySelector("#impostors")),
      new RatioHeads(section.querySelector("#ratio-heads")),
    ];
    this.#part("slider").addEventListener("input", ({ target }) => this.#go(Number(target.value)));
    this.#part("earlier").addEventListener("click", () => this.#go(this.#place - 1));
    this.#part("later").addEventListener("click", () => this.#go(this.#place + 1));
    this.#part("newest").addEventListener("click", () => { view.probed = null; });
  }

  show(run) {
    if (this.#run?.summary.run !== run.summary.run) {
      this.#steps = [];
      this.#found = null;
      this.#draw();
    }
    this.#run = run;
    this.#hear(run.probedStep);
    this.follow();
  }

  follow() {
    if (!this.#run) {
      return;
    }
    const name = this.#run.summary.run;
    const step = this.#view.probed;
    const address = `api/runs/${encodeURIComponent(name)}/probes`;
    if (step === null) {
      this.#feed.want(address, `${name} ${this.#run.probeCount}`);
    } else {
      this.#feed.want(`${address}?step=${step}`, `${name} at ${step}`);
    }
    this.#showStep();
    this.#parts.forEach((part) => part.follow?.());
  }

  rebuild() {
    this.#draw();
  }

  #take({ run, steps, probes }) {
    if (run === this.#run.summary.run) {
      this.#steps = steps;
      this.#found = probes;
      this.#showStep();
      this.#draw();
    }
  }

  #draw() {
    const probes = this.#found ?? {};
    this.#parts.forEach((part) => part.show(probes, this.#run));
  }

  /** A step that is told while another one is shown can be gone to. */
  #hear(step) {
    if (step > (this.#steps.at(-1) ?? 0) && this.#steps.length > 0) {
      this.#steps.push(step);
    }
  }

  /** Where the shown step stands among those that were looked into. */
  get #place() {
    const step = this.#view.probed;
    const after = this.#steps.findIndex((each) => each > step);
    return step === null || after < 0 ? this.#steps.length - 1 : Math.max(0, after - 1);
  }

  #go(place) {
    const last = this.#steps.length - 1;
    this.#view.probed = this.#steps[Math.min(last, Math.max(0, place))] ?? null;
  }

  #showStep() {
    const last = this.#steps.length - 1;
    const place = this.#place;
    const slider = this.#part("slider");
    slider.max = Math.max(0, last);
    slider.value = place;
    const text = last < 0 ? "" : `step ${count(this.#steps[place])}`;
    slider.setAttribute("aria-valuetext", text);
    this.#part("step").textContent = text;
    this.#part("earlier").disabled = place <= 0;
    this.#part("later").disabled = place >= last;
    this.#part("newest").setAttribute("aria-pressed", String(this.#view.probed === null));
    this.#section.querySelector(".none").hidden = this.#found === null || last >= 0;
    this.#section.querySelector(".steps").hidden = last < 0;
  }

  #part(name) {
    return this.#section.querySelector(`[data-part=${name}]`);
  }
}
