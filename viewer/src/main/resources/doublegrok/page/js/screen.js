import { asOf } from "./as-of.js";
import { Chart } from "./chart.js";
import { Closer } from "./closer.js";
import { Comparison } from "./comparison.js";
import { Controls } from "./controls.js";
import { Difference } from "./difference.js";
import { Effects } from "./effects.js";
import { errorRecipe } from "./errors.js";
import { showEvents } from "./events.js";
import { showGlance } from "./glance.js";
import { HeatMap } from "./heat-map.js";
import { lagRecipe } from "./lag.js";
import { showNoRun } from "./notice.js";
import { withOthers } from "./overlay.js";
import { gradientRecipe, speedRecipe } from "./pace.js";
import { Probes } from "./probes.js";
import { accuracyRecipe, lossRecipe } from "./recipes.js";
import { RunsTable } from "./runs-table.js";
import { Scrubber } from "./scrubber.js";
import { SeriesCharts } from "./series-charts.js";
import { Status } from "./status.js";
import { onThemeChange } from "./theme.js";

/** Redrawing for each of many updates a second would only make a machine warm. */
const REDRAW_MILLIS = 150;
const CONNECTIONS = {
  connecting: "connecting",
  live: "live",
  reconnecting: "connection lost; trying again",
  starting: "the evaluator is starting",
  crowded: "not live, asks every few seconds: windows of other runs take this browser\u2019s streams",
};

/** Everything one sees. `Live` tells it what is new, `View` what is wanted. */
export class Screen {
  #view;
  #status = new Status();
  #parts;
  #run = null;
  #timer = 0;
  #summaries = new Map();
  /** Sets and references by the name of their family. */
  #families = new Map();
  #comparison;
  #controls;
  #difference;
  #effects;
  #scrubber;
  #table;

  constructor(view) {
    this.#view = view;
    this.#comparison = new Comparison(byId("accuracy"), view, () => this.#redraw());
    this.#controls = new Controls(byId("controls"), view, () => [...this.#summaries.keys()]);
    this.#difference = new Difference(byId("difference"), view, this.#comparison);
    this.#effects = new Effects(byId("effects"), view);
    this.#scrubber = new Scrubber(byId("scrubber"), view);
    this.#table = new RunsTable(byId("runs-panel"), byId("runs-toggle"), view);
    byId("runs-panel").addEventListener("toggle", () => this.#showRuns());
    this.#parts = [
      new Chart(byId("accuracy"), view, withOthers(accuracyRecipe, this.#comparison)),
      new Chart(byId("errors"), view, errorRecipe),
      new Chart(byId("loss"), view,
        withOthers(lossRecipe, this.#comparison, ({ id }) => id === "loss")),
      this.#difference,
      new SeriesCharts(byId("accuracy"), view),
      new HeatMap(byId("shots"), view),
      new Chart(byId("gradient"), view, gradientRecipe),
      new Chart(byId("speed"), view, speedRecipe),
      new Chart(byId("lag"), view, lagRecipe),
      new Closer(byId("run"), view, () => this.show(this.#run)),
      this.#effects,
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
  runs({ families, runs }, name) {
    this.#families = new Map(Object.entries(families));
    this.#summaries = new Map(runs.map((run) => [run.run, run]));
    if (!this.#summaries.has(name)) {
      showNoRun(name, runs);
      byId("notice").hidden = false;
      byId("run").hidden = true;
    }
    this.#showSwitcher(name);
    this.#showRuns(name);
  }

  /** A family's sets and references, told before the first summary of its runs. */
  family({ name, ...labels }) {
    this.#families.set(name, labels);
  }

  /** A run's summary; a new run joins the switcher. */
  summary(summary) {
    if (this.#summaries.has(summary.run)) {
      this.#summaries.set(summary.run, summary);
    } else {
      this.#summaries = new Map([[summary.run, summary], ...this.#summaries]);
      this.#showSwitcher(byId("runs").value);
    }
    if (summary.run !== this.#run?.summary.run) {
      this.#redraw();
    }
  }

  show(run) {
    this.#run = run;
    this.#redraw();
  }

  #redraw() {
    if (this.#timer === 0) {
      this.#timer = setTimeout(() => this.#draw(), byId("run").hidden ? 0 : REDRAW_MILLIS);
    }
  }

  /** Shows the same run after a change of the view. */
  follow(what) {
    byId("reset").hidden = this.#view.zoom === null;
    if (what !== "run") {
      this.#showState();
      this.#showRuns();
      this.#parts.forEach((part) => part.follow());
    }
  }

  #draw() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#run) {
      byId("notice").hidden = true;
      byId("run").hidden = false;
      this.#showRuns();
      this.#showState();
      this.#showFigures(this.#run);
      this.#parts.forEach((part) => part.show(this.#run));
    }
  }

  /** Where the run stands now, or where it stood at the step that is chosen. */
  #showState() {
    if (!this.#run) {
      return;
    }
    const { probed } = this.#view;
    const shown = probed === null ? this.#run : asOf(this.#run, probed);
    this.#status.show(shown);
    showGlance(shown);
    showEvents(shown.marks);
    this.#controls.show(this.#run);
    this.#scrubber.show(this.#run);
  }

  /** Accuracy or errors, whichever the run has; the choice of shots is the shown one's. */
  #showFigures({ hasAnswers }) {
    byId("accuracy").hidden = !hasAnswers;
    byId("errors").hidden = hasAnswers;
    const place = byId(hasAnswers ? "accuracy" : "errors").querySelector(".export");
    const shots = document.querySelector("[data-choice=shots]");
    if (shots.nextElementSibling !== place) {
      place.before(shots);
    }
  }

  #showRuns(name = this.#run?.summary.run ?? this.#view.run) {
    this.#comparison.follow(this.#summaries, name);
    this.#difference.know(this.#summaries);
    this.#effects.know(this.#summaries);
    this.#table.show(this.#summaries, this.#families, name);
  }

  #showSwitcher(name) {
    const names = [...this.#summaries.keys()];
    byId("switcher").hidden = names.length < 2;
    byId("runs").replaceChildren(
      ...names.map((other) => new Option(other, other, false, other === name)));
  }
}

function byId(id) {
  return document.getElementById(id);
}
