import { colour, lineProperty } from "./theme.js";

const STRIPE_PIXELS = 5;

/**
 * The reference predictors of a run's family: label, skill, best, colour; from the general solver to
 * the one that knows nothing.
 */
export class References {
  #known;
  #others = [];

  constructor(known) {
    this.#known = known;
  }

  get all() {
    return this.#known;
  }

  /** Labels from the one that knows nothing to the general solver; merged ones between theirs. */
  inSpectrumOrder(labels) {
    const order = this.#known.map(({ label }) => label).reverse();
    const place = (label) => {
      const places = partsOf(label).map((part) => order.indexOf(part));
      return places.reduce((a, b) => a + b, 0) / places.length;
    };
    return [...labels].sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  }

  /** Labels in the order in which the family tells them, by the first that each is merged of. */
  inOrder(labels) {
    const place = (label) => this.#known.findIndex((each) => each.label === partsOf(label)[0]);
    return [...labels].sort((a, b) => place(a) - place(b));
  }

  /**
   * The custom property of a reference's colour; of a merged label, that of its first. What is no
   * reference, as a part of some other whole, has a colour by when it was first asked for.
   */
  propertyOf(label) {
    const [first] = partsOf(label);
    const known = this.#known.find((each) => each.label === first);
    if (known) {
      return known.colour === 0 ? "--other" : `--reference-${known.colour}`;
    }
    if (!this.#others.includes(first)) {
      this.#others.push(first);
    }
    return lineProperty(this.#others.indexOf(first));
  }

  /** What fills a label's area on a canvas: its colour, or stripes of those it is merged of. */
  fillOf(label) {
    const colours = partsOf(label).map((part) => colour(this.propertyOf(part)));
    return colours.length === 1 ? colours[0] : stripes(colours);
  }
}

/** References that cannot be told apart share a label, joined by '|'. */
export function partsOf(label) {
  return label.split("|");
}

export function nameOf(label) {
  return partsOf(label).join(" or ");
}

/** Slanting, so that they are not taken for the areas of a stack; `stripes` tells them. */
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
  return Object.assign(context.createPattern(tile, "repeat"), { stripes: { colours, width } });
}
