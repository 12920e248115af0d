import { colour } from "./theme.js";

/** The reference predictors, from the one that knows nothing to the general solver. */
const ORDER = ["uniform", "copy", "ratio", "table", "switchboard", "exact"];
const STRIPE_PIXELS = 5;

/** Labels in the order of the spectrum; one that is merged of several stands between them. */
export function inSpectrumOrder(labels) {
  const place = (label) => {
    const places = partsOf(label).map((part) => ORDER.indexOf(part));
    return places.reduce((a, b) => a + b, 0) / places.length;
  };
  return [...labels].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

/** References that cannot be told apart share a label, joined by '|'. */
export function partsOf(label) {
  return label.split("|");
}

export function nameOf(label) {
  return partsOf(label).join(" or ");
}

/** The custom property of a reference's colour; of a merged label, that of its first. */
export function propertyOf(label) {
  const [first] = partsOf(label);
  return ORDER.includes(first) ? `--reference-${first}` : "--other";
}

/** What fills a label's area on a canvas: its colour, or stripes of the colours it is merged of. */
export function fillOf(label) {
  const colours = partsOf(label).map((part) => colour(propertyOf(part)));
  return colours.length === 1 ? colours[0] : stripes(colours);
}

/** Slanting, so that they are not taken for the areas of a stack. */
function stripes(colours) {
  const width = Math.round(STRIPE_PIXELS * devicePixelRatio);
  const size = width * colours.length;
  const tile = new OffscreenCanvas(size, size);
  const context = tile.getContext("2d");
  for (let x = 0; x < size; x += 1) {
    for (let y = 0; y < size; y += 1) {
      context.fillStyle = colours[Math.floor(((x + y) % size) / width)];
      context.fillRect(x, y, 1, 1);
    }
  }
  return context.createPattern(tile, "repeat");
}
