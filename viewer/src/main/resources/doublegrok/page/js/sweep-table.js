import { offerDrawing } from "./drawing-exports.js";
import { words } from "./diagram-table.js";
import { count } from "./format.js";
import { element, keyed } from "./keyed.js";
import { fillSelect } from "./sweep-selects.js";
import { nameOfMeasure, SweepMeasure } from "./sweep-measure.js";
import { shortKey, valueOf } from "./sweep.js";

const USUAL = /^(completed|accuracy|error)\.|^gap$/;
const GROUPS = ["run", "setting"];

/**
 * Table of runs, or of settings with the median and the range of their seeds: only the keys that
 * differ have columns, and a heading sorts.
 */
export class SweepTable {
  #figure;
  #choices;
  #sweep = null;
  #rows = [];
  #columns = [];
  #filled = new WeakMap();
  #head = "";

  constructor(figure, choices) {
    this.#figure = figure;
    this.#choices = choices;
    figure.querySelector("[data-choose=group]").addEventListener("change", ({ target }) =>
      choices.choose("group", target.value));
    figure.querySelector("thead").addEventListener("click", ({ target }) => {
      const { name } = target.closest("button")?.dataset ?? {};
      if (name) {
        choices.choose("sort", choices.of("sort") === name ? `-${name}` : name);
      }
    });
    figure.querySelector("#columns").addEventListener("change", () => {
      const boxes = [...figure.querySelectorAll("#columns input:checked")];
      choices.choose("shown", boxes.map(({ value }) => value).join() || "none");
    });
    offerDrawing(figure, () => ({
      name: `${this.#sweep.sweep}-${this.#group()}s`,
      table: this.#table(),
    }));
  }

  /** Shows these runs of the sweep. */
  show(sweep, runs) {
    this.#sweep = sweep;
    fillSelect(this.#figure.querySelector("[data-choose=group]"), GROUPS, this.#group(), (value) =>
      value === "run" ? "runs" : "settings: median and range");
    this.#showChoices();
    this.#columns = this.#group() === "run" ? this.#ofRuns() : this.#ofSettings();
    this.#head = this.#columns.map(({ name }) => name).join();
    this.#rows = this.#sorted(this.#group() === "run" ? runs : sweep.settings(runs));
    this.#figure.querySelector(".at").textContent = runs.length === sweep.runs.length
      ? `${count(runs.length)} runs`
      : `${count(runs.length)} of ${count(sweep.runs.length)} runs`;
    this.#showHead();
    keyed(this.#figure.querySelector("tbody"), this.#rows.map(({ run, name }) => run ?? name),
      () => element("tr", ""), () => {});
    const rows = [...this.#figure.querySelector("tbody").rows];
    rows.forEach((row, i) => this.#fill(row, this.#rows[i]));
  }

  #group() {
    return GROUPS.includes(this.#choices.of("group")) ? this.#choices.of("group") : GROUPS[0];
  }

  #shown() {
    const chosen = this.#choices.of("shown");
    return this.#sweep.measures.slice(1).filter((label) =>
      chosen === "" ? USUAL.test(label) : chosen.split(",").includes(label));
  }

  #showChoices() {
    const shown = this.#shown();
    const place = this.#figure.querySelector("#columns div");
    keyed(place, this.#sweep.measures.slice(1), (label) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = label;
      return element("label", "", box, nameOfMeasure(label));
    }, (made, label) => { made.firstChild.checked = shown.includes(label); });
  }

  #measure(label) {
    return new SweepMeasure(label, this.#sweep,
      this.#sweep.runs.map((run) => this.#sweep.numberOf(run, label)));
  }

  /** Columns {name, title, value, text}: value is sorted by, and saved. */
  #ofRuns() {
    const some = (field) => this.#sweep.runs.some((run) => run[field].length > 0);
    return [
      { name: "run", title: "run", value: ({ run }) => run },
      { name: "state", title: "state", value: ({ state }) => state },
      ...this.#sweep.keys.map((key) => (
        { name: key, title: shortKey(key), value: (run) => valueOf(run, key) })),
      { name: "seed", title: "seed", value: ({ seed }) => seed },
      { name: "step", title: "step", value: ({ step }) => step,
        text: ({ step, steps }) => steps > 0 ? `${count(step)} of ${count(steps)}` : "" },
      { name: "phase", title: "phase", value: (run) => this.#sweep.numberOf(run, "phase"),
        text: ({ phase }) => phase },
      ...this.#shown().map((label) => {
        const measure = this.#measure(label);
        return { name: label, title: nameOfMeasure(label),
          value: (run) => this.#sweep.numberOf(run, label),
          text: (run) => textOf(measure, this.#sweep.numberOf(run, label)) };
      }),
      ...some("tags") ? [{ name: "tags", title: "tags", value: ({ tags }) => tags.join(" ") }] : [],
      ...["note", "reason"].filter(some).map((name) => (
        { name, title: name, value: (run) => run[name] })),
    ];
  }

  #ofSettings() {
    return [
      ...this.#sweep.keys.map((key, i) => (
        { name: key, title: shortKey(key), value: ({ values }) => values[i] })),
      { name: "seeds", title: "seeds", value: ({ runs }) => runs.length },
      { name: "state", title: "done", value: ({ runs }) =>
        runs.filter(({ state }) => state === "done").length },
      ...["phase", ...this.#shown()].map((label) => {
        const measure = this.#measure(label);
        const all = ({ runs }) => this.#sweep.spreadOf(runs, label);
        return { name: label, title: nameOfMeasure(label), value: (setting) => all(setting).median,
          text: (setting) => words(all(setting), measure), spread: all };
      }),
    ];
  }

  #sorted(rows) {
    const wanted = this.#choices.of("sort");
    const column = this.#columns.find(({ name }) => name === wanted.replace(/^-/, ""));
    if (!column) {
      return rows;
    }
    const sign = wanted.startsWith("-") ? -1 : 1;
    return rows.toSorted((a, b) => sign * compared(column.value(a), column.value(b), sign));
  }

  #showHead() {
    const wanted = this.#choices.of("sort");
    keyed(this.#figure.querySelector("thead tr"), this.#columns.map(({ name }) => name), (name) => {
      const button = element("button", "");
      button.type = "button";
      button.dataset.name = name;
      const cell = element("th", "", button);
      cell.scope = "col";
      return cell;
    }, (cell, name) => {
      cell.firstChild.textContent = this.#columns.find((each) => each.name === name).title;
      cell.ariaSort = wanted === name ? "ascending" : wanted === `-${name}` ? "descending" : "none";
    });
  }

  /** Nothing if the row shows this already: a run that has changed is another object. */
  #fill(row, told) {
    const had = this.#filled.get(row);
    if (had?.head === this.#head && had.told === told) {
      return;
    }
    const texts = this.#columns.map((column) => this.#textOf(column, told));
    this.#filled.set(row, { head: this.#head, told, texts });
    if (had?.head === this.#head && had.texts.every((text, i) => text === texts[i])) {
      return;
    }
    row.replaceChildren(...this.#columns.map(({ name, title }, i) => {
      const cell = element(i === 0 ? "th" : "td", "", cellOf(name, texts[i], told));
      cell.dataset.name = title;
      return cell;
    }));
  }

  #textOf({ value, text }, told) {
    return text ? text(told) : String(value(told) ?? "");
  }

  #table() {
    const saved = (value) => value === Infinity ? "not reached" : value;
    const spreads = this.#columns.flatMap(({ name, spread, value }) => !spread
      ? [[name, value]]
      : ["median", "low", "high"].map((part) =>
        [`${part} of ${name}`, (told) => this.#named(name, spread(told)[part])]));
    const columns = this.#columns.some(({ spread }) => spread) ? spreads
      : this.#columns.map(({ name, value }) => [name, (told) => this.#named(name, value(told))]);
    return {
      columns: columns.map(([name]) => name),
      rows: this.#rows.map((told) => columns.map(([, value]) => saved(value(told)))),
      grid: {
        columns: this.#columns.map(({ title }) => title),
        rows: this.#rows.map((told) => this.#columns.map((column) => this.#textOf(column, told))),
        caption: `${this.#group() === "run" ? "Runs" : "Settings"} of the sweep ${
          this.#sweep.sweep}`,
      },
    };
  }

  #named(name, value) {
    return name === "phase" && value !== null ? this.#sweep.phases[value] : value;
  }
}

function cellOf(name, text, told) {
  if (name === "run") {
    const link = element("a", "", text);
    link.href = `./?run=${encodeURIComponent(text)}`;
    return told.step > 0 ? link : text;
  }
  if (name === "state" && told.state) {
    const pill = element("span", "pill", text);
    pill.dataset.state = text;
    return pill;
  }
  return text;
}

function textOf(measure, value) {
  return value === null ? "" : measure.text(value);
}

/** What is not known comes last, whichever way is sorted. */
function compared(a, b, sign) {
  if (a === null || b === null || a === undefined || b === undefined) {
    return sign * ((a ?? null) === null ? 1 : 0) - sign * ((b ?? null) === null ? 1 : 0);
  }
  return typeof a === "number" && typeof b === "number" ? (a === b ? 0 : a < b ? -1 : 1)
    : String(a).localeCompare(String(b), "en", { numeric: true });
}
