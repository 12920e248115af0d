import { count } from "./format.js";

/** The names of a chart's lines, as buttons that hide them, with the values at the cursor. */
export class Legend {
  #place;
  #view;
  #format;
  #buttons = new Map();
  #shown = "";
  #at;

  constructor(figure, view, format) {
    this.#place = figure.querySelector(".legend");
    this.#at = figure.querySelector(".at");
    this.#view = view;
    this.#format = format;
  }

  /** The newest values if the step is null. */
  show(lines, values, step) {
    const shown = lines.map((line) => `${line.id} ${line.label}`).join();
    if (this.#shown !== shown) {
      this.#shown = shown;
      this.#buttons = new Map(lines.map((line) => [line.id, this.#button(line)]));
      this.#place.replaceChildren(...this.#buttons.values());
    }
    lines.forEach((line, i) => {
      const button = this.#buttons.get(line.id);
      button.setAttribute("aria-pressed", String(!this.#view.isHidden(line.id)));
      button.lastChild.textContent = this.#format(line, values[i]);
    });
    this.#at.textContent = step === null ? "" : `at step ${count(step)}`;
  }

  #button(line) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.series = line.id;
    button.title = `Show or hide ${line.label}`;
    const swatch = document.createElement("span");
    swatch.className = ["swatch", line.dash && "dashed", line.swatch && "area"].filter(Boolean)
      .join(" ");
    const [first, second = first] = line.swatch ?? [line.colour];
    swatch.style.setProperty("--series", `var(${first})`);
    swatch.style.setProperty("--second", `var(${second})`);
    const number = document.createElement("span");
    number.className = "number";
    button.append(swatch, line.label, number);
    button.addEventListener("click", () => this.#view.toggle(line.id));
    return button;
  }
}
