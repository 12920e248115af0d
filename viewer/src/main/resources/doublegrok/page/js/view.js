/**
 * What the person chose to see. It stands in the page's address, so that an address shows the same
 * to someone else, and a reload changes nothing.
 */
const CHOICES = {
  x: ["linear", "log"],
  loss: ["log", "linear"],
  shots: ["last", "all"],
  /** The label of a set, of whatever family; without one, the set that matters most. */
  set: /^[a-z0-9][a-z0-9.-]*$/,
  cells: ["accuracy", "algorithm"],
  plane: ["1-2", "3-4"],
  tokens: ["logarithm", "number"],
  gradient: ["log", "linear"],
  /** The axes of charts of single numbers. */
  scalars: ["linear", "log"],
  smooth: ["0", "10", "30", "100", "300", "1000", "3000", "10000"],
};

export class View extends EventTarget {
  #zoom = null;
  #probed = null;
  #compared = [];
  /** The newest step of the runs that are laid over. */
  reach = 0;
  #hidden = new Set();
  #chosen = {};

  constructor() {
    super();
    this.#read();
    addEventListener("popstate", () => {
      this.#read();
      this.#tell("run");
    });
  }

  /** The zoomed steps [from, to], or null when all are shown. */
  get zoom() {
    return this.#zoom;
  }

  set zoom(range) {
    this.#zoom = range && range[1] > range[0] ? range : null;
    this.#changed("zoom");
  }

  /** The step as of which the page is shown, or null for now. */
  get probed() {
    return this.#probed;
  }

  set probed(step) {
    this.#probed = step;
    this.#changed("probed");
  }

  /** Names of the runs that are laid over the shown one, in the order in which they were chosen. */
  get compared() {
    return [...this.#compared];
  }

  compare(run, wanted) {
    this.#compared = this.#compared.filter((name) => name !== run);
    if (wanted) {
      this.#compared.push(run);
    }
    this.#changed("compared");
  }

  chosen(name) {
    return this.#chosen[name];
  }

  choose(name, value) {
    this.#chosen[name] = value;
    this.#changed("choice");
  }

  /** A line of another run, series@run, is hidden with that of this one. */
  isHidden(series) {
    return this.#hidden.has(series.split("@")[0]);
  }

  toggle(series) {
    if (!this.#hidden.delete(series)) {
      this.#hidden.add(series);
    }
    this.#changed("hidden");
  }

  /** Shows another run; the browser's back button returns to this one. */
  open(run) {
    this.run = run;
    this.#zoom = null;
    this.#probed = null;
    history.pushState(null, "", this.#address());
    this.#tell("run");
  }

  /** Steps to show of a run whose newest step is given. */
  range(lastStep) {
    const first = this.#chosen.x === "log" ? 1 : 0;
    const [from, to] = this.#zoom ?? [first, Math.max(lastStep, this.reach)];
    return [Math.max(first, from), Math.max(first + 1, to)];
  }

  #changed(what) {
    history.replaceState(null, "", this.#address());
    this.#tell(what);
  }

  #tell(what) {
    this.dispatchEvent(new CustomEvent("change", { detail: what }));
  }

  #read() {
    const query = new URLSearchParams(location.search);
    this.run = query.get("run");
    for (const [name, values] of Object.entries(CHOICES)) {
      this.#chosen[name] = allows(values, query.get(name)) ? query.get(name) : usual(values);
    }
    this.#hidden = new Set((query.get("hide") ?? "").split(",").filter(Boolean));
    const probed = Number(query.get("probed") ?? NaN);
    this.#probed = Number.isInteger(probed) && probed >= 0 ? probed : null;
    this.#compared = [...new Set(query.get("with")?.split(",").filter(Boolean))];
    const from = Number(query.get("from") ?? NaN);
    const to = Number(query.get("to") ?? NaN);
    this.#zoom = to > from ? [from, to] : null;
  }

  #address() {
    const query = new URLSearchParams();
    if (this.run) {
      query.set("run", this.run);
    }
    for (const [name, values] of Object.entries(CHOICES)) {
      if (this.#chosen[name] !== usual(values)) {
        query.set(name, this.#chosen[name]);
      }
    }
    const hidden = [...this.#hidden].sort().join(",");
    if (hidden) {
      query.set("hide", hidden);
    }
    if (this.#zoom) {
      query.set("from", Math.round(this.#zoom[0]));
      query.set("to", Math.round(this.#zoom[1]));
    }
    if (this.#probed !== null) {
      query.set("probed", this.#probed);
    }
    if (this.#compared.length > 0) {
      query.set("with", this.#compared.join(","));
    }
    const text = query.toString();
    return text ? `?${text}` : location.pathname;
  }
}

function allows(values, wanted) {
  return values instanceof RegExp ? values.test(wanted ?? "") : values.includes(wanted);
}

function usual(values) {
  return values instanceof RegExp ? null : values[0];
}
