import uPlot from "../lib/uplot/uPlot.esm.js";
import { cursorPlugin } from "./cursor-line.js";
import { offerExports } from "./exports.js";
import { axisCount } from "./format.js";
import { Legend } from "./legend.js";
import { MARK_PIXELS, marksPlugin } from "./marks.js";
import { remember } from "./plots.js";
import { tickable } from "./scales.js";
import { colour } from "./theme.js";

const FONT = "12px system-ui, sans-serif";
const DRAG_MINIMUM_PIXELS = 4;

/**
 * A chart over the steps of a run. A recipe says what is special about it:
 *   lines(run, view)            [{id, label, colour, scale, width}], and where it differs: dash,
 *                               fill() of the band, stroke of its edge, dots, stepped, swatch,
 *                               nearest: where it has no value, the legend shows the one before
 *   columns(run, lines, view)   uPlot's data: steps, then low, high and value of each line
 *   scales(view), axes(view), format(line, value)
 *   names(line, view)           {value, low, high} of its columns where they are exported
 * and where it differs:
 *   value(data, i, at)          what the legend says of line i
 *   paint(plot)                 what lies under the lines
 *   bare                        whether no lines of a grid cross it
 *   table(view)                 what is exported instead of the lines, and its name
 *   legend(figure, view)        something with show(lines, values, step, plot)
 */
export class Chart {
  #figure;
  #view;
  #recipe;
  #legend;
  #plot = null;
  #shape = "";
  #run = null;
  #lines = [];
  /** What is not in sight is drawn when it comes in sight. */
  #seen = true;
  #stale = false;

  constructor(figure, view, recipe) {
    this.#figure = figure;
    this.#view = view;
    this.#recipe = recipe;
    this.#legend = recipe.legend?.(figure, view) ?? new Legend(figure, view, recipe.format);
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
    offerExports(figure, () => this.#exported());
    new IntersectionObserver((entries) => this.#sight(entries.at(-1).isIntersecting))
      .observe(figure);
    figure.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draws the run as it is now; the zoom stays as it is. */
  show(run) {
    this.#run = run;
    if (this.#figure.hidden) {
      return;
    }
    this.#stale = !this.#seen && this.#plot !== null;
    if (this.#stale) {
      return;
    }
    this.#lines = this.#recipe.lines(run, this.#view);
    const data = this.#recipe.columns(run, this.#lines, this.#view);
    const shape = this.#lines.map((line) => line.id).join() + this.#recipe.shape(this.#view);
    if (this.#plot === null || shape !== this.#shape) {
      this.#shape = shape;
      this.#build(data);
    } else {
      this.#plot.setData(data);
    }
    this.#readOut();
  }

  /** Builds the chart anew, as after a change of the colours. */
  rebuild() {
    this.#shape = "";
    if (this.#run) {
      this.show(this.#run);
    }
  }

  /** Shows the view's steps, and hides its hidden lines. */
  follow() {
    if (!this.#run || this.#figure.hidden) {
      return;
    }
    this.#lines.forEach((line, i) => {
      for (const part of [1, 2, 3]) {
        this.#plot.setSeries(3 * i + part, { show: !this.#view.isHidden(line.id) });
      }
    });
    this.show(this.#run);
  }

  get #place() {
    return this.#figure.querySelector(".plot");
  }

  #sight(seen) {
    this.#seen = seen;
    if (seen && this.#stale) {
      this.show(this.#run);
    }
  }

  #exported() {
    const told = { run: this.#run.summary.run, step: this.#run.lastStep, name: this.#figure.dataset.name ?? this.#figure.id };
    return { ...told, ...(this.#recipe.table?.(this.#view) ?? { table: this.#table() }) };
  }

  /** The shown points of the shown lines, whatever the axes: a logarithmic one leaves some out. */
  #table() {
    const view = withLinearAxes(this.#view);
    const lines = this.#recipe.lines(this.#run, view);
    const data = this.#recipe.columns(this.#run, lines, view);
    const [from, to] = view.range(this.#run.lastStep);
    const rows = [...data[0].keys()].filter((i) => data[0][i] >= from && data[0][i] <= to);
    const columns = [{ name: "step", value: (i) => data[0][i] }];
    lines.forEach((line, place) => {
      const names = this.#recipe.names(line, view);
      const value = (i) => this.#recipe.value?.(data, place, i) ?? data[3 * place + 3][i];
      const parts = [[names.value, value], ...["low", "high"].map((part, i) =>
        [names[part], (row) => data[3 * place + 1 + i][row]])];
      if (!this.#view.isHidden(line.id)) {
        columns.push(...parts.filter(([name]) => name).map(([name, of]) => ({ name, value: of })));
      }
    });
    const table = {
      columns: columns.map(({ name }) => name),
      rows: rows.map((i) => columns.map(({ value }) => value(i) ?? null)),
    };
    this.show(this.#run); // recipes remember what they were asked last
    return table;
  }

  #size() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  #build(data) {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), data, this.#place);
    remember(this.#plot);
  }

  #options() {
    const log = this.#view.chosen("x") === "log";
    const range = () => this.#view.range(this.#run.lastStep);
    const steps = { log: 10, distr: log ? 3 : 1, time: false,
      range: log ? () => tickable(range()) : range };
    const axis = { stroke: colour("--ink-soft"), font: FONT, ticks: { show: false },
      grid: { stroke: colour("--grid"), width: 1 } };
    return {
      ...this.#size(),
      legend: { show: false },
      padding: [MARK_PIXELS, null, 0, 0],
      scales: { x: steps, ...this.#recipe.scales(this.#view) },
      axes: [
        { ...axis, size: 30, space: 60, incrs: WHOLE_STEPS,
          grid: { ...axis.grid, show: !this.#recipe.bare },
          values: (plot, values) => values.map((v) => (v === null ? "" : axisCount(v))) },
        ...this.#recipe.axes(this.#view).map((own) => ({ ...axis, ...own })),
      ],
      series: [{}, ...this.#lines.flatMap((line) => this.#series(line))],
      bands: this.#lines.map((line, i) => ({
        series: [3 * i + 2, 3 * i + 1],
        fill: line.fill?.() ?? colour(line.colour, colour("--band")),
      })),
      cursor: {
        y: false,
        sync: { key: "steps", scales: ["x", null] },
        drag: { x: true, y: false, setScale: false, dist: DRAG_MINIMUM_PIXELS },
        points: { size: 7 },
        bind: { dblclick: () => () => { this.#view.zoom = null; } },
      },
      hooks: {
        drawClear: [(plot) => this.#recipe.paint?.(plot)],
        setSelect: [(plot) => this.#zoomTo(plot)],
        setCursor: [() => this.#readOut()],
      },
      plugins: [marksPlugin(() => this.#run.marks), cursorPlugin(() => this.#view.probed)],
    };
  }

  #series(line) {
    const shared = { show: !this.#view.isHidden(line.id), scale: line.scale,
      spanGaps: !line.stepped, points: { show: false } };
    const edge = { ...shared, width: 0 };
    const dots = line.dots ?? !line.stepped;
    const value = { ...shared, stroke: colour(line.stroke ?? line.colour), width: line.width,
      dash: line.dash, paths: line.stepped ? STEPPED : undefined,
      points: dots ? { show: undefined, size: 5, fill: colour(line.colour) } : shared.points };
    return [edge, edge, value];
  }

  #zoomTo(plot) {
    const { left, width } = plot.select;
    if (width >= DRAG_MINIMUM_PIXELS) {
      this.#view.zoom = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
      plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    }
  }

  #readOut() {
    const at = this.#plot?.cursor.idx ?? null;
    const data = this.#plot?.data ?? [[]];
    const values = this.#lines.map((line, i) => {
      const column = data[3 * i + 3] ?? [];
      const row = at ?? column.findLastIndex((value) => value !== null);
      const before = line.nearest ? column.findLastIndex((value, k) => k <= row && value !== null)
        : row;
      return this.#recipe.value?.(data, i, row) ?? column[before];
    });
    this.#legend.show(this.#lines, values, at === null ? null : data[0][at], this.#plot);
  }

  #key(event) {
    if (event.target !== this.#figure || !this.#run) {
      return;
    }
    const [from, to] = this.#view.range(this.#run.lastStep);
    const part = (to - from) / 4;
    const zooms = {
      "+": [from + part, to - part],
      "-": [from - part, to + part],
      ArrowLeft: [from - part, to - part],
      ArrowRight: [from + part, to + part],
      Escape: null,
    };
    if (event.key in zooms) {
      event.preventDefault();
      this.#view.zoom = zooms[event.key];
    }
  }
}

/** The same view, as far as recipes ask it. */
function withLinearAxes(view) {
  return {
    chosen: (name) => (AXES.includes(name) ? "linear" : view.chosen(name)),
    isHidden: (id) => view.isHidden(id),
    range(lastStep) {
      const [from, to] = view.range(lastStep);
      return [view.zoom ? from : 0, to];
    },
  };
}

const AXES = ["x", "loss", "gradient", "scalars"];
const STEPPED = uPlot.paths.stepped({ align: 1 });
const WHOLE_STEPS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].flatMap((ten) => [ten, 2 * ten, 5 * ten]);
