import { offerDrawing } from "./drawing-exports.js";
import { gridOf, keysOf, NONE, place } from "./sweep-grid.js";
import { css, ink, inkOn, SweepMeasure } from "./sweep-measure.js";
import { showKey } from "./sweep-key.js";
import { shortKey } from "./sweep.js";
import { diagramTable } from "./diagram-table.js";
import { fillSelect } from "./sweep-selects.js";
import { svg } from "./svg.js";
import { colour } from "./theme.js";

const TOP = 24;
const BOTTOM = 40;
const GAP = 18;
const STRIP = 6;
const CHARACTER = 7.2;
const CELL = { leastWidth: 26, mostWidth: 92, leastHeight: 30, mostHeight: 46 };
const ENDS = ["done", "stopped", "poison", "cancelled"];
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Grids of cells, each coloured by the median of its seeds, with a strip below for each seed alone.
 * Whoever points at a cell reads it; who presses it is shown its runs.
 */
export class PhaseDiagram {
  #figure;
  #choices;
  #open;
  #sweep = null;
  #drawing;
  #cells = new Map();
  #shape = "";
  #focused = null;

  /** `open(runs, name)` is called when a cell is pressed. */
  constructor(figure, choices, open) {
    this.#figure = figure;
    this.#choices = choices;
    this.#open = open;
    this.#drawing = figure.querySelector(".drawing");
    for (const select of figure.querySelectorAll("select")) {
      select.addEventListener("change", () => {
        const { choose } = select.dataset;
        choose === "measure" ? choices.choose(choose, select.value)
          : place(choices, choose, select.value);
      });
    }
    new ResizeObserver(() => this.#draw()).observe(this.#drawing);
    offerDrawing(figure, () => ({
      name: `${this.#sweep.sweep}-phase-diagram`,
      drawing: this.#drawing.querySelector("svg"),
      title: `${this.#sweep.sweep}: ${this.#measure().name}`,
      table: diagramTable(this.#sweep, this.#keys(), this.#measure(), this.#label()),
    }));
  }

  show(sweep) {
    this.#sweep = sweep;
    this.#draw();
  }

  /** Draws all anew, in other colours. */
  rebuild() {
    this.#shape = "";
    this.#draw();
  }

  #keys() {
    return keysOf(this.#sweep, this.#choices);
  }

  #label() {
    const { measures, measure } = this.#sweep;
    const wanted = this.#choices.of("measure") || measure;
    return measures.includes(wanted) ? wanted : "phase";
  }

  #measure() {
    const label = this.#label();
    return new SweepMeasure(label, this.#sweep,
      this.#sweep.runs.map((run) => this.#sweep.numberOf(run, label)));
  }

  #draw() {
    if (!this.#sweep || this.#drawing.clientWidth === 0) {
      return;
    }
    const keys = this.#keys();
    this.#showSelects(keys);
    const grid = gridOf(this.#sweep, keys);
    const measure = this.#measure();
    const layout = layoutOf(grid, this.#drawing.clientWidth);
    const shape = JSON.stringify([keys, grid.rows, grid.columns, layout, this.#sweep.runs.length,
      this.#sweep.sweep]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(grid, keys, layout);
    }
    this.#cells.forEach((cell) => this.#fill(cell, measure));
    showKey(this.#figure.querySelector(".legend"), measure, this.#sweep);
    this.#say(this.#focused, measure, grid.mixed);
  }

  #showSelects(keys) {
    for (const select of this.#figure.querySelectorAll("select")) {
      const { choose } = select.dataset;
      if (choose === "measure") {
        fillSelect(select, this.#sweep.measures, this.#label());
      } else {
        fillSelect(select, [...this.#sweep.keys, NONE], keys[choose] || NONE);
        select.parentElement.hidden = this.#sweep.keys.length < 3 && ["down", "over"]
          .includes(choose);
      }
    }
  }

  #build(grid, keys, layout) {
    this.#cells.clear();
    const root = svg("svg", {
      width: layout.width, height: layout.height, role: "group",
      "aria-label": "Phase diagram; arrow keys move between cells, Enter shows the runs",
      "font-family": "system-ui, sans-serif", "font-size": 12,
    });
    grid.grids.forEach((row, down) => row.forEach((each, over) => {
      const left = layout.left + over * (layout.gridWidth + GAP + layout.left);
      const top = TOP + down * (layout.gridHeight + TOP + BOTTOM);
      root.append(...this.#frame(each, grid, keys, { ...layout, x: left, y: top }));
      each.cells.forEach((cells, i) => cells.forEach((runs, j) => {
        if (runs.length > 0) {
          root.append(this.#cell({
            runs: runs.map(({ run }) => run), key: [down, over, i, j].join(),
            name: [each.name, `${shortKey(keys.rows)} ${grid.rows[i]}`,
              keys.columns && `${shortKey(keys.columns)} ${grid.columns[j]}`]
              .filter(Boolean).join(", "),
            x: left + j * layout.cellWidth, y: top + i * layout.cellHeight, layout,
          }));
        }
      }));
    }));
    const [first] = this.#cells.values();
    first?.group.setAttribute("tabindex", "0");
    this.#drawing.replaceChildren(root);
  }

  #frame(each, { rows, columns }, keys, { x, y, cellWidth, cellHeight, gridWidth, gridHeight }) {
    const text = (content, attributes) =>
      svg("text", { fill: ink(true), ...attributes }, String(content));
    const every = Math.ceil((Math.max(...columns.map((value) => String(value).length)) * CHARACTER
      + 6) / cellWidth);
    return [
      text(each.name || (keys.rows && `${shortKey(keys.rows)} \u2193`), { x, y: y - 9,
        "font-weight": each.name ? 600 : 400 }),
      ...(keys.rows ? rows : []).map((value, i) => text(value, { x: x - 6, "text-anchor": "end",
        y: y + (i + 0.5) * cellHeight, "dominant-baseline": "central" })),
      ...(keys.columns ? columns : []).flatMap((value, j) => j % every ? [] : [text(value, {
        x: x + (j + 0.5) * cellWidth, y: y + gridHeight + 15, "text-anchor": "middle" })]),
      ...(keys.columns ? [text(`${each.name && keys.rows ? `${shortKey(keys.rows)} \u2193, ` : ""}${
        shortKey(keys.columns)} \u2192`, { x: x + gridWidth, y: y + gridHeight + 31,
        "text-anchor": "end" })] : []),
    ];
  }

  #cell({ runs, key, name, x, y, layout }) {
    const { cellWidth: width, cellHeight: height } = layout;
    const seeds = runs.length > 1 ? runs.length : 0;
    const each = (width - 4) / Math.max(1, seeds);
    const ground = svg("rect", { x: x + 1, y: y + 1, width: width - 2, height: height - 2, rx: 3 });
    const label = svg("text", { x: x + width / 2, y: y + (height - (seeds ? STRIP + 2 : 0)) / 2,
      "text-anchor": "middle", "dominant-baseline": "central" });
    const strip = Array.from({ length: seeds }, (none, i) => svg("rect", {
      x: x + 2 + i * each + 0.5, y: y + height - STRIP - 3, width: Math.max(1, each - 1),
      height: STRIP, "stroke-width": 0.7 }));
    const group = svg("g", { role: "button", tabindex: "-1", class: "cell" },
      ground, label, ...strip);
    const cell = { runs, key, name, group, ground, label, strip, width };
    group.dataset.cell = key;
    group.addEventListener("pointerenter", () => this.#point(cell));
    group.addEventListener("focus", () => this.#point(cell));
    group.addEventListener("pointerleave", () => this.#point(null));
    group.addEventListener("click", () => this.#press(cell));
    group.addEventListener("keydown", (event) => this.#key(event, cell));
    this.#cells.set(key, cell);
    return group;
  }

  /** Nothing if its runs and the scale are what they were: of many cells, few have changed. */
  #fill(cell, measure) {
    const here = cell.runs.map((run) => this.#sweep.run(run));
    const scale = `${measure.label} ${measure.ends}`;
    if (cell.scale === scale && here.every((run, i) => run === cell.shown[i])) {
      return;
    }
    Object.assign(cell, { shown: here, scale });
    const { median } = this.#sweep.spreadOf(here, measure.label);
    const shade = measure.shade(median);
    cell.ground.setAttribute("fill", shade ? css(shade) : colour("--ground"));
    cell.ground.setAttribute("stroke", shade ? "none" : colour("--line"));
    const text = measure.text(median, true);
    cell.label.textContent = shade ? (text.length * CHARACTER <= cell.width - 4 ? text : "")
      : here.some(({ state }) => state === "running") ? "\u2026"
        : here.every(({ state }) => ENDS.includes(state)) ? "\u2013" : "";
    cell.label.setAttribute("fill", shade ? inkOn(shade) : ink(true));
    cell.strip.forEach((seed, i) => {
      const own = measure.shade(this.#sweep.numberOf(here[i], measure.label));
      seed.setAttribute("fill", own ? css(own) : colour("--surface"));
      seed.setAttribute("stroke", colour(own ? "--surface" : "--line"));
    });
    cell.group.setAttribute("aria-label", `${cell.name}: ${measure.text(median)}`);
  }

  #point(cell) {
    this.#focused = cell;
    this.#say(cell, this.#measure(), []);
  }

  /** The cell at the pointer, seed by seed; else what there is to be known. */
  #say(cell, measure, mixed) {
    const place = this.#figure.querySelector(".says");
    if (!cell) {
      place.textContent = mixed.length > 0
        ? `Runs that differ in ${mixed.map(shortKey).join(" and ")} lie in one cell.`
        : "A cell shows the median of its seeds, the strip below each seed alone. Press a cell to"
          + " see its runs.";
      return;
    }
    const here = cell.runs.map((run) => this.#sweep.run(run));
    const all = this.#sweep.spreadOf(here, measure.label);
    const seeds = here.map((run) =>
      `seed ${run.seed} ${measure.text(this.#sweep.numberOf(run, measure.label))} (${run.state})`);
    place.textContent = `${cell.name}: median ${measure.text(all.median)}, from ${
      measure.text(all.low)} to ${measure.text(all.high)}; ${seeds.join(", ")}`;
  }

  #press(cell) {
    this.#open(cell.runs, cell.name);
  }

  #key(event, cell) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#press(cell);
    } else if (MOVES[event.key]) {
      event.preventDefault();
      const [down, right] = MOVES[event.key];
      const [a, b, i, j] = cell.key.split(",").map(Number);
      const next = this.#cells.get([a, b, i + down, j + right].join());
      if (next) {
        cell.group.setAttribute("tabindex", "-1");
        next.group.setAttribute("tabindex", "0");
        next.group.focus();
      }
    }
  }
}

function layoutOf({ rows, columns, grids }, room) {
  const left = 14 + CHARACTER * Math.max(...rows.map((value) => String(value).length));
  const overs = grids[0].length;
  const free = (room - overs * left - (overs - 1) * GAP - 2) / overs;
  const cellWidth = Math.floor(
    Math.min(CELL.mostWidth, Math.max(CELL.leastWidth, free / columns.length)));
  const cellHeight = Math.min(CELL.mostHeight, Math.max(CELL.leastHeight, cellWidth * 0.75));
  const gridWidth = cellWidth * columns.length;
  const gridHeight = cellHeight * rows.length;
  return {
    left, cellWidth, cellHeight, gridWidth, gridHeight,
    width: overs * (left + gridWidth) + (overs - 1) * GAP + 2,
    height: grids.length * (TOP + gridHeight + BOTTOM),
  };
}
