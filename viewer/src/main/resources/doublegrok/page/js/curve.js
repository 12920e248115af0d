import { Points } from "./points.js";
import { inBuckets, stepBuckets } from "./step-buckets.js";

const MOST_POINTS = 8000;
const MOST_MEANS = 4000;
export const MEASURES =
  ["loss", "learning_rate", "gradient_norm", "tokens_per_second", "wait_seconds"];

/**
 * What the steps of a run measured: some steps as they were, the extremes among them; the means over
 * all, of `count` steps up to each; and more of a part that one looks at closely.
 */
export class Curve {
  #points;
  #means;
  #thinned;
  #detail = null;

  constructor(history) {
    this.#points = new Points(history.loss);
    this.#means = meansOf(history);
    this.#thinned = history.thinned.loss.points < history.thinned.loss.of;
  }

  /** A step that is told again is in the means already. */
  put(row) {
    if (row.step > this.#points.lastStep) {
      this.#means.push({ ...row, count: 1 });
      this.#bound();
    }
    this.#points.put(row);
  }

  get lastStep() {
    return this.#points.lastStep;
  }

  /** Whether some steps are not there. */
  get thinned() {
    return this.#thinned;
  }

  /** The steps that are there. */
  get rows() {
    return this.#with(this.#points.rows, this.#detail?.rows);
  }

  get means() {
    return this.#with(this.#means, this.#detail?.means);
  }

  /** Takes what is told of a part; null forgets it. */
  look(part) {
    this.#detail = part === null || part.loss.length === 0 ? null : {
      from: part.loss[0].step,
      to: part.loss.at(-1).step,
      rows: part.loss,
      means: meansOf(part),
    };
  }

  #with(rows, closer) {
    if (!closer) {
      return rows;
    }
    const { from, to } = this.#detail;
    return [
      ...rows.filter((row) => row.step < from), ...closer, ...rows.filter((row) => row.step > to),
    ];
  }

  #bound() {
    this.#thinned ||= this.#points.rows.length > MOST_POINTS;
    this.#points.keepAtMost(MOST_POINTS, MEASURES);
    if (this.#means.length > MOST_MEANS) {
      const bucketOf =
        stepBuckets(this.#means[0].step, this.#means.at(-1).step, MOST_MEANS / 2);
      this.#means = inBuckets(this.#means, bucketOf).map(merge);
    }
  }
}

/** Where every step is there, each is its own mean. */
function meansOf({ loss, means }) {
  return means.length > 0 ? [...means] : loss.map((row) => ({ ...row, count: 1 }));
}

function merge(rows) {
  const merged = { step: rows.at(-1).step, count: rows.reduce((sum, row) => sum + row.count, 0) };
  for (const measure of MEASURES) {
    const known = rows.filter((row) => row[measure] !== null);
    const count = known.reduce((sum, row) => sum + row.count, 0);
    merged[measure] = count === 0
      ? null
      : known.reduce((sum, row) => sum + row.count * row[measure], 0) / count;
  }
  return merged;
}
