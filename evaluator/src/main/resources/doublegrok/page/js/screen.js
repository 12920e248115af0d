import { Chart } from "./chart.js";
import { Closer } from "./closer.js";
import { showEvents } from "./events.js";
import { showGlance } from "./glance.js";
import { HeatMap } from "./heat-map.js";
import { lagRecipe } from "./lag.js";
import { showNoRun } from "./notice.js";
import { gradientRecipe, speedRecipe } from "./pace.js";
import { Probes } from "./probes.js";
import { accuracyRecipe, lossRecipe } from "./recipes.js";
import { spectrumRecipe } from "./spectrum.js";
import { Status } from "./status.js";
import { onThemeChange } from "./theme.js";

/** Redrawing for each of many updates a second would only make a machine warm. */
const REDRAW_MILLIS = 150;
const CONNECTIONS = {
  connecting: "connecting",
  live: "live",
  reconnecting: "connection lost; trying again",
  starting: "the evaluator is starting",
};

/** Everything one sees. `Live` tells it what is new, `View` what is wanted. */
export class Screen {
  #view;
  #status = new Status();
  #parts;
  #run = null;
  #timer = 0;
  #names = [];

  constructor(view) {
    this.#view = view;
    this.#parts = [
      new Chart(byId("accuracy"), view, accuracyRecipe),
      new Chart(byId("loss"), view, lossRecipe),
      new Chart(byId("spectrum"), view, spectrumRecipe),
      new HeatMap(byId("shots"), view),
      new Chart(byId("gradient"), view, gradientRecipe),
      new Chart(byId("speed"), view, speedRecipe),
      new Chart(byId("lag"), view, lagRecipe),
      new Closer(byId("run"), view, () => this.show(this.#run)),
      new Probes(byId("probes"), view),
    ];
    onThemeChange(() => this.#parts.forEach((part) => part.rebuild()));
  }

  connection(state) {
    const place = byId("connection");
    place.dataset.state = state;
    place.textContent = CONNECTIONS[state];
  }

  /** The runs that there are, and the name of the one to show, if any. */
  runs(runs, name) {
    this.#names = runs.map((run) => run.run);
    const known = this.#names.includes(name);
    if (!known) {
      showNoRun(name, runs);
      byId("notice").hidden = false;
      byId("run").hidden = true;
    }
    this.#showSwitcher(name);
  }

  /** A run's summary; a new run joins the switcher. */
  summary(summary) {
    if (!this.#names.includes(summary.run)) {
      this.#names.unshift(summary.run);
      this.#showSwitcher(byId("runs").value);
    }
  }

  show(run) {
    this.#run = run;
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => this.#draw(), byId("run").hidden ? 0 : REDRAW_MILLIS);
    }
  }

  /** Shows the same run after a change of the view. */
  follow(what) {
    byId("reset").hidden = this.#view.zoom === null;
    if (what !== "run") {
      this.#parts.forEach((part) => part.follow());
    }
  }

  #draw() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#run) {
      byId("notice").hidden = true;
      byId("run").hidden = false;
      this.#status.show(this.#run);
      showGlance(this.#run);
      showEvents(this.#run.marks);
      this.#parts.forEach((part) => part.show(this.#run));
    }
  }

  #showSwitcher(name) {
    byId("switcher").hidden = this.#names.length < 2;
    byId("runs").replaceChildren(
      ...this.#names.map((other) => new Option(other, other, false, other === name)));
  }
}

function byId(id) {
  return document.getElementById(id);
}
