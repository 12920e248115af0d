import { element } from "./keyed.js";

const SECTION = "distribution.";

/** The keys of a distribution, to be filled in; tells whoever listens of every change. */
export class DistributionForm {
  place = element("div", "fields");
  #fields = [];
  #had = new Map();

  /** Shows other values; what a person has typed already stays. */
  show(fields) {
    const typed = this.changes;
    this.#had = new Map(fields.map(({ key, value }) => [key, value]));
    this.#fields = fields.map((field) => ({ ...field, input: inputOf(field) }));
    for (const { key, value, input } of this.#fields) {
      input.value = typed[key] ?? value;
    }
    this.place.replaceChildren(...this.#fields.map(({ key, rule, options, input }) => {
      const name = key.startsWith(SECTION) ? key.slice(SECTION.length) : key;
      const hint = options.length > 0 ? [] : [element("small", "", rule)];
      return element("label", "field", element("span", "", name), input, ...hint);
    }));
  }

  /** The values that are not what they were, by key. */
  get changes() {
    return Object.fromEntries(this.#fields
      .filter(({ key, input }) => input.value.trim() !== this.#had.get(key))
      .map(({ key, input }) => [key, input.value.trim()]));
  }
}

function inputOf({ key, options }) {
  const input = document.createElement(options.length > 0 ? "select" : "input");
  options.forEach((option) => input.append(new Option(option, option)));
  input.name = key;
  input.autocomplete = "off";
  return input;
}

/** A labelled text input with a hint. */
export function textField(name, label, hint = "") {
  const input = document.createElement("input");
  input.name = name;
  input.autocomplete = "off";
  const made = element("label", "field", element("span", "", label), input);
  made.append(element("small", "", hint));
  return { place: made, input, hint: made.lastChild };
}
