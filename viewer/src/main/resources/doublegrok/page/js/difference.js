import { Chart } from "./chart.js";
import { Feed } from "./feed.js";
import { keyed } from "./keyed.js";
import { accuracyRecipe } from "./recipes.js";
import { colour } from "./theme.js";

const PAUSE_MILLIS = 3000;
const NOTHING = { run: "", with: "", sets: {}, omitted: [] };
const PAIRED = "Both answer the same questions, but which of them each got right is not recorded:"
  + " the intervals (95 %, Newcombe) are made as for different questions, and so rather too wide.";

/** How much more accurate one of two runs is than the other, set by set; a fork less its parent. */
export class Difference {
  #figure;
  #comparison;
  #feed;
  #chart;
  #run = null;
  #summaries = new Map();
  #against = null;
  #found = NOTHING;

  constructor(figure, view, comparison) {
    this.#figure = figure;
    this.#comparison = comparison;
    this.#chart = new Chart(figure, view, this.#recipe());
    figure.hidden = true;
    this.#feed = new Feed(figure.parentElement, PAUSE_MILLIS, (found) => this.#take(found));
    figure.querySelector(".against").addEventListener("change", ({ target }) => {
      this.#against = target.value;
      this.follow();
    });
  }

  /** Takes what is known of all runs. */
  know(summaries) {
    this.#summaries = summaries;
  }

  show(run) {
    this.#run = run;
    const { names } = this.#comparison;
    this.#figure.hidden = names.length === 0;
    if (names.length === 0) {
      return;
    }
    const other = this.#other(names);
    const [one, less] = this.#pair(other);
    this.#showChoice(names, other);
    this.#say(one, less);
    const evaluated = [one, less].map((name) => this.#summaries.get(name)?.evaluated_step);
    this.#feed.want(
      `api/runs/${encodeURIComponent(one)}/difference?with=${encodeURIComponent(less)}`,
      `${one} ${less} ${evaluated.join(" ")}`);
    this.#chart.show(run);
  }

  follow() {
    if (this.#run) {
      this.show(this.#run);
      if (!this.#figure.hidden) {
        this.#chart.follow();
      }
    }
  }

  rebuild() {
    if (!this.#figure.hidden) {
      this.#chart.rebuild();
    }
  }

  /** The run that was asked for, else a relative, else the first. */
  #other(names) {
    const shown = this.#run.summary;
    return names.find((name) => name === this.#against)
      ?? names.find((name) => name === shown.parent?.run
        || this.#summaries.get(name).parent?.run === shown.run)
      ?? names[0];
  }

  /** A child comes before its parent. */
  #pair(other) {
    const shown = this.#run.summary.run;
    return this.#summaries.get(other).parent?.run === shown ? [other, shown] : [shown, other];
  }

  #take(found) {
    this.#found = found;
    this.show(this.#run);
  }

  get #known() {
    const [one, less] = this.#pair(this.#other(this.#comparison.names));
    return this.#found.run === one && this.#found.with === less ? this.#found : NOTHING;
  }

  #say(one, less) {
    this.#figure.querySelector("h2").textContent = `${one} less ${less}`;
    const { sets, omitted } = this.#known;
    const drawn = Object.keys(sets).length > 0;
    this.#figure.querySelector(".says").textContent =
      [...(drawn ? [PAIRED] : []), ...omitted].join(" ");
    this.#figure.querySelector(".plot").hidden = !drawn && omitted.length > 0;
  }

  #showChoice(names, other) {
    const choice = this.#figure.querySelector(".against");
    choice.hidden = names.length < 2;
    keyed(choice, names, (name) => new Option(name, name), () => {});
    choice.value = other;
  }

  #recipe() {
    return {
      lines: (run) =>
        accuracyRecipe.lines({ sets: run.sets, evaluated: Object.keys(this.#known.sets) })
        .map((line) => ({ ...line, scale: "difference" })),
      columns: (run, lines, view) => {
        const { sets } = this.#known;
        const log = view.chosen("x") === "log";
        const steps = [...new Set(lines.flatMap(({ id }) => sets[id].map(({ step }) => step)))]
          .filter((step) => !log || step >= 1)
          .sort((a, b) => a - b);
        return [steps, ...lines.flatMap(({ id }) => {
          const at = new Map(sets[id].map((point) => [point.step, point]));
          return ["low", "high", "value"].map((part) =>
            steps.map((step) => at.get(step)?.[part] ?? null));
        })];
      },
      shape: (view) => view.chosen("x"),
      scales: () => ({ difference: { range: (plot, low, high) => symmetric(low ?? 0, high ?? 0) } }),
      axes: () => [
        { scale: "difference", size: 56,
          values: (plot, values) => values.map((value) => signed(value, 0)) },
      ],
      paint: drawZero,
      format: (line, value) => (value === null || value === undefined ? "\u2013" : signed(value, 1)),
      names: ({ id }) => ({
        value: `difference of accuracy on ${id} (ratio)`,
        low: `low end of its 95 % Newcombe interval on ${id} (ratio)`,
        high: `high end of its 95 % Newcombe interval on ${id} (ratio)`,
      }),
    };
  }
}

function symmetric(low, high) {
  const reach = Math.min(1, Math.max(0.1, Math.abs(low), Math.abs(high)) * 1.05);
  return [-reach, reach];
}

/** In percentage points: 0.123 as "+12.3 pp". */
function signed(value, digits) {
  const text = Math.abs(value * 100).toFixed(digits);
  const sign = Number(text) === 0 ? "" : value < 0 ? "\u2212" : "+";
  return `${sign}${text}\u202fpp`;
}

function drawZero(plot) {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(0, "difference", true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour("--ink-soft");
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
