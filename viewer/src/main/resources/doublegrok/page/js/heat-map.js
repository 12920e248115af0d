import { Chart } from "./chart.js";
import { Feed } from "./feed.js";
import { HeatLegend } from "./heat-legend.js";
import { valuesOf } from "./heat-values.js";
import { nameOf, partsOf } from "./references.js";
import { drawColumns, paintCells, rgb, rowCentres, shade } from "./shades.js";
import { keyed } from "./keyed.js";

const PAUSE_MILLIS = 2000;
const EMPTY = { shots: [], steps: [], accuracy: [], loss: [], attribution: [] };

/** The accuracy (or error), or the algorithm, of one set at each number of shots against step. */
export class HeatMap {
  #figure;
  #view;
  #chart;
  #feed;
  #run = null;
  #tables = { run: null, sets: {} };
  #cells = new OffscreenCanvas(1, 1);

  constructor(figure, view) {
    this.#figure = figure;
    this.#view = view;
    this.#chart = new Chart(figure, view, this.#recipe());
    this.#feed = new Feed(figure, PAUSE_MILLIS, (sets) => {
      this.#tables = { run: this.#run.summary.run, sets };
      this.#paint();
      this.#chart.show(this.#run);
    });
  }

  show(run) {
    this.#run = run;
    const name = run.summary.run;
    this.#feed.want(`api/runs/${encodeURIComponent(name)}/shots`, `${name} ${run.evaluationCount}`);
    this.#showSets();
    this.#chart.show(run);
  }

  follow() {
    if (this.#run) {
      this.#showSets();
      this.#paint();
      this.#chart.follow();
    }
  }

  rebuild() {
    this.#paint();
    this.#chart.rebuild();
  }

  /** The wanted set, or the last that a run has of those that matter most. */
  get #set() {
    const sets = this.#run?.evaluated ?? [];
    const wanted = this.#view.chosen("set");
    return sets.includes(wanted)
      ? wanted
      : (sets.findLast((set) => this.#run.sets.tells(set)) ?? sets[0]);
  }

  get #table() {
    const known = this.#tables.run === this.#run?.summary.run;
    return (known && this.#tables.sets[this.#set]) || EMPTY;
  }

  #recipe() {
    return {
      lines: () =>
        [{ id: "shots", label: "", colour: "--ink", scale: "row", width: 0, dots: false }],
      columns: () => {
        const { steps } = this.#table;
        const nothing = steps.map(() => null);
        return [steps, nothing, nothing, nothing];
      },
      shape: (view) => view.chosen("x"),
      scales: () => ({ row: { range: () => [0, Math.max(1, this.#table.shots.length)] } }),
      axes: () => [
        { scale: "row", size: 48, grid: { show: false },
          splits: () => rowCentres(this.#table.shots.length),
          values: (plot, at) => at.map((row) => this.#shot(row)) },
      ],
      table: (view) => ({ name: `shots-${this.#set}`, table: tableOf(this.#table, this.#run.references, view) }),
      bare: true,
      paint: (plot) => drawColumns(plot, this.#table.steps, this.#cells),
      legend: (figure, view) => 
        new HeatLegend(figure, view, () => this.#table, () => this.#run.references),
    };
  }

  #shot(row) {
    return String(this.#table.shots[Math.floor(row)] ?? "");
  }

  #showSets() {
    const group = this.#figure.querySelector("[data-choice=set]");
    keyed(group, this.#run.evaluated, () => {
      const button = document.createElement("button");
      button.type = "button";
      return button;
    }, (button, set) => {
      button.dataset.value = set;
      button.textContent = set;
      button.setAttribute("aria-pressed", String(set === this.#set));
    });
  }

  #paint() {
    const { shots, steps, attribution } = this.#table;
    const { name, table, place } = valuesOf(this.#table);
    this.#figure.querySelector("[data-value=accuracy]").textContent = name;
    const shadeOf = this.#view.chosen("cells") === "accuracy"
      ? (row, step) => table[row][step] === null ? null : shade(place(table[row][step]))
      : blendOf(attribution, this.#run?.references);
    paintCells(this.#cells, Math.max(1, shots.length), Math.max(1, steps.length), (row, step) =>
      shots.length === 0 ? null : shadeOf(shots.length - 1 - row, step));
  }
}

/** A row for each cell of the steps that are shown. */
function tableOf(all, references, view) {
  const { shots, steps, attribution } = all;
  const { unit, table } = valuesOf(all);
  const labels = [...new Set(attribution.flat().flatMap((weights) =>
    references.inOrder(Object.keys(weights ?? {}))))];
  const [from, to] = view.range(steps.at(-1) ?? 1);
  return {
    columns: ["step", "shots", unit,
      ...labels.map((label) => `share of ${nameOf(label)} (ratio)`)],
    rows: steps.flatMap((step, column) => step < from || step > to ? [] : shots.map((shot, row) => {
      const weights = attribution[row][column];
      return [step, shot, table[row][column],
        ...labels.map((label) => (weights ? (weights[label] ?? 0) : null))];
    })),
  };
}

/** The colours of the references, mixed by their weights. */
function blendOf(attribution, references) {
  const colours = new Map();
  const colourOf = (reference) => {
    if (!colours.has(reference)) {
      colours.set(reference, rgb(references.propertyOf(reference)));
    }
    return colours.get(reference);
  };
  return (row, step) => {
    const weights = attribution[row][step];
    if (weights === null) {
      return null;
    }
    const mixed = [0, 0, 0];
    for (const [label, weight] of Object.entries(weights)) {
      const parts = partsOf(label);
      parts.map(colourOf).forEach((each) =>
        each.forEach((value, i) => { mixed[i] += (weight / parts.length) * value; }));
    }
    return mixed;
  };
}
