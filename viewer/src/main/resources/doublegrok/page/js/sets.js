import { lineProperty } from "./theme.js";

/** Of a set that the family does not tell of. */
const UNKNOWN = { tasks: "", inputs: "", shift: null, colour: 0, dashed: false, reach: -1 };

/**
 * The evaluation sets of a run's family: label, tasks, inputs, shift, colour, dashed, reach, and what
 * gain, loss and phase are called.
 */
export class Sets {
  #known;

  constructor(known) {
    this.#known = new Map(known.map((set) => [set.label, set]));
  }

  /** Those of several families together. */
  static of(families) {
    return new Sets(families.flatMap(({ sets }) => sets));
  }

  get all() {
    return [...this.#known.values()];
  }

  of(label) {
    return this.#known.get(label) ?? { ...UNKNOWN, label };
  }

  /** Labels in the order in which sets are shown; unknown ones last, by name. */
  inOrder(labels) {
    const places = new Map([...this.#known.keys()].map((label, i) => [label, i]));
    const place = (label) => places.get(label) ?? places.size;
    return [...labels].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  }

  /** The custom property of the colour of what a label names: a set's own, or any by its place. */
  lineOf(label, place) {
    return this.#known.has(label) ? this.propertyOf(label) : lineProperty(place);
  }

  /** The custom property of a set's colour. */
  propertyOf(label) {
    const { colour } = this.of(label);
    return colour === 0 ? "--other" : `--set-${colour}`;
  }

  /** Those that show whether a model generalises over these tasks: on inputs not trained on. */
  generalising(tasks) {
    return this.all.filter((set) =>
      set.tasks === tasks && set.inputs !== "trained" && this.tells(set.label));
  }

  /** Whether the set tells how far a model generalises. */
  tells(label) {
    return this.of(label).reach >= 0;
  }
}
