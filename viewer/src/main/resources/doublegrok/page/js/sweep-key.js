import { element } from "./keyed.js";
import { css } from "./sweep-measure.js";

const STOPS = 11;

/** What the colours of a measure mean: a swatch for each phase that any run is in, or a scale. */
export function showKey(place, measure, sweep) {
  const [low, high] = measure.ends;
  const phases = measure.isPhase
    ? sweep.phases.filter((phase) => sweep.runs.some((run) => run.phase === phase)) : [];
  const parts = measure.isPhase
    ? phases.map((phase) => entry(phase, measure.shade(sweep.phases.indexOf(phase))))
    : Number.isFinite(low) ? [...scale(measure, low, high),
      ...(sweep.runs.some((run) => sweep.numberOf(run, measure.label) === Infinity)
        ? [entry(measure.text(Infinity), measure.shade(Infinity))] : [])] : [];
  const shown = parts.map((part) => part.outerHTML).join("");
  if (place.dataset.shown !== shown) {
    place.dataset.shown = shown;
    place.replaceChildren(...parts);
  }
}

function scale(measure, low, high) {
  const bar = element("span", "scale");
  const at = (part) => measure.isLogarithmic
    ? low * (high / low) ** part : low + (high - low) * part;
  const stops = Array.from({ length: STOPS }, (none, i) => css(measure.shade(at(i / (STOPS - 1)))));
  bar.style.background = `linear-gradient(to right, ${stops.join()})`;
  return [element("span", "", measure.text(low)), bar, element("span", "", measure.text(high))];
}

/** A swatch of a colour, with its name. */
export function entry(name, shade) {
  const swatch = element("span", "swatch area");
  swatch.style.setProperty("--series", css(shade));
  return element("span", "entry", swatch, name);
}
