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

  /** The checkpoint that is shown: the last that was looked into by the view's step. */
  #showStep() {
    const { probed } = this.#view;
    const step = this.#steps.findLast((each) => probed === null || each <= probed);
    this.#section.querySelector("[data-part=looked]").textContent =
      step === undefined ? "" : `of step ${count(step)}`;
    this.#section.querySelector(".none").hidden = this.#found === null || this.#steps.length > 0;
  }
}
