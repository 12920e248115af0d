import { numberOf, spread } from "./spread.js";

/** The beginnings of measures' labels, in the order in which they are offered. */
const ORDER = ["completed.", "gap", "accuracy.", "error.", "share.", "loss", "probe."];

/** Last parts of keys that several sections have. */
const VAGUE = ["name", "kind", "every", "family"];

/** A sweep as the server told it, kept up to date by what its stream tells. */
export class Sweep {
  #byName;
  #runs = null;
  #measures = null;

  constructor({ sweep, state, keys, rows, columns, measure, phases, runs }) {
    Object.assign(this, { sweep, state, keys, rows, columns, measure, phases });
    this.#byName = new Map(runs.map((run) => [run.run, run]));
  }

  /** In the order of the plan; one that has changed is another object. */
  get runs() {
    this.#runs ??= [...this.#byName.values()];
    return this.#runs;
  }

  /** The run of this name. */
  run(name) {
    return this.#byName.get(name);
  }

  /** Takes up a run's change; false if the run was not known, so that all must be asked for. */
  apply({ state, change }) {
    this.state = state;
    if (!this.#byName.has(change.run)) {
      return false;
    }
    this.#byName.set(change.run, change);
    this.#runs = null;
    this.#measures = null;
    return true;
  }

  /** How many runs are in each state. */
  get counts() {
    const counts = new Map();
    this.runs.forEach(({ state }) => counts.set(state, (counts.get(state) ?? 0) + 1));
    return counts;
  }

  /** Labels of all that is measured, the phase first. */
  get measures() {
    if (this.#measures === null) {
      const labels = new Set(this.runs.flatMap(({ measures }) => Object.keys(measures)));
      const place = (label) => ORDER.findIndex((each) => label.startsWith(each));
      this.#measures = ["phase", ...[...labels].sort((a, b) => place(a) - place(b))];
    }
    return this.#measures;
  }

  /** The values of a key, numbers ascending, others in the order of the plan. */
  valuesOf(key) {
    const values = [...new Set(this.runs.map((run) => valueOf(run, key)))];
    return values.every((value) => typeof value === "number")
      ? values.sort((a, b) => a - b)
      : values;
  }

  numberOf(run, measure) {
    return numberOf(run, measure, this.phases);
  }

  spreadOf(runs, measure) {
    return spread(runs.map((run) => this.numberOf(run, measure)), measure === "phase");
  }

  /** Runs that differ in nothing but the seed, together: {name, values, runs}. */
  settings(runs, keys = this.keys) {
    const settings = new Map();
    for (const run of runs) {
      const values = keys.map((key) => valueOf(run, key));
      const name = nameOf(keys, values);
      settings.set(name, settings.get(name) ?? { name, values, runs: [] });
      settings.get(name).runs.push(run);
    }
    return [...settings.values()];
  }
}

/** A run's value of a key; what is no number is text. */
export function valueOf(run, key) {
  const value = run.values[key];
  return typeof value === "number" ? value : words(value);
}

/** The last part of a dotted key, as a person says it; two parts where one says too little. */
export function shortKey(key) {
  const parts = key.split(".");
  return parts.slice(VAGUE.includes(parts.at(-1)) ? -2 : -1).join(" ").replaceAll("_", " ");
}

export function nameOf(keys, values) {
  return keys.map((key, i) => `${shortKey(key)} ${values[i]}`).join(", ");
}

function words(value) {
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}
