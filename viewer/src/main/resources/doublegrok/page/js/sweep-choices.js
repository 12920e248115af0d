/**
 * What the person chose to see of a sweep. It stands in the page's address, so that an address
 * shows the same to someone else. What is not chosen is the empty text: others know better.
 */
const NAMES = ["rows", "columns", "measure", "down", "over", "curve", "by", "x", "find", "group",
  "sort", "shown"];

export class SweepChoices extends EventTarget {
  #chosen = new Map();
  sweep = null;

  constructor() {
    super();
    this.#read();
    addEventListener("popstate", () => {
      this.#read();
      this.#tell("sweep");
    });
  }

  of(name) {
    return this.#chosen.get(name) ?? "";
  }

  choose(name, value) {
    if (value === "") {
      this.#chosen.delete(name);
    } else {
      this.#chosen.set(name, value);
    }
    history.replaceState(null, "", this.#address());
    this.#tell(name);
  }

  /** Shows another sweep; the browser's back button returns to this one. */
  open(sweep) {
    this.sweep = sweep;
    this.#chosen.clear();
    history.pushState(null, "", this.#address());
    this.#tell("sweep");
  }

  #tell(what) {
    this.dispatchEvent(new CustomEvent("change", { detail: what }));
  }

  #read() {
    const query = new URLSearchParams(location.search);
    this.sweep = query.get("sweep");
    this.#chosen = new Map(NAMES.filter((name) => query.get(name))
      .map((name) => [name, query.get(name)]));
  }

  #address() {
    const query = new URLSearchParams([
      ...(this.sweep ? [["sweep", this.sweep]] : []), ...this.#chosen]).toString();
    return query ? `?${query}` : location.pathname;
  }
}
