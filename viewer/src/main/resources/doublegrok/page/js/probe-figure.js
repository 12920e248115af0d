import { offerExports } from "./exports.js";
import { element } from "./keyed.js";

/** The frame of a drawing of findings: a title, the drawing, and how to read it. */
export class ProbeFigure {
  caption = element("figcaption", "");
  reading = element("p", "reading");
  place;
  #title = element("h3", "");
  #told = null;

  /** A frame around `drawing`; `tableOf(findings)` is what is exported. */
  constructor(drawing, tableOf) {
    this.caption.append(this.#title);
    this.reading.setAttribute("aria-live", "polite");
    this.place = element("figure", "panel", this.caption, drawing, this.reading);
    offerExports(this.place, () => ({
      run: this.#told.run,
      step: this.#told.findings[0].step,
      name: this.#told.name,
      table: tableOf(this.#told.findings),
    }));
  }

  /** Says what is shown now: findings of one title. */
  tell(findings, run) {
    const [{ name, title }] = findings;
    this.#title.textContent = title || name;
    const common = findings.length === 1 ? name : commonOf(findings.map((each) => each.name));
    this.place.dataset.probe = common;
    this.place.querySelectorAll(".export button").forEach((button) =>
      button.setAttribute("aria-label", `Save ${title || name} as ${button.textContent}`));
    this.#told = { run, findings, name: common };
  }
}

/** What names begin with alike, without a '-' at its end. */
function commonOf([first, ...others]) {
  let length = first.length;
  while (others.some((other) => !other.startsWith(first.slice(0, length)))) {
    length -= 1;
  }
  return first.slice(0, length).replace(/-$/, "") || first;
}

/** A quantity with its unit, as the head of a column. */
export function headOf({ label, unit }) {
  return unit ? `${label} (${unit})` : label;
}
