import { extremes, inBuckets, stepBuckets } from "./step-buckets.js";

/** Rows in the order of their steps; a row told twice replaces its twin. */
export class Points {
  #rows;

  constructor(rows = []) {
    this.#rows = rows;
  }

  put(row) {
    const rows = this.#rows;
    const at = rows.length === 0 || rows[rows.length - 1].step < row.step
      ? rows.length
      : this.#firstNotBefore(row.step);
    rows.splice(at, rows[at]?.step === row.step ? 1 : 0, row);
  }

  /**
   * Keeps half of so many rows once there are more: of each bucket the extremes of all measures, and
   * the first and the last of all. What the page holds has a bound however long it is open.
   */
  keepAtMost(most, measures) {
    const rows = this.#rows;
    if (rows.length <= most) {
      return;
    }
    const buckets = Math.floor((most / 2 - 2) / (2 * measures.length));
    const kept = new Set([rows[0], rows.at(-1)]);
    inBuckets(rows, stepBuckets(rows[0].step, rows.at(-1).step, buckets)).forEach((bucket) =>
      measures.forEach((measure) =>
        extremes(bucket, measure).forEach((row) => kept.add(row))));
    this.#rows = rows.filter((row) => kept.has(row));
  }

  get rows() {
    return this.#rows;
  }

  get lastStep() {
    return this.#rows.at(-1)?.step ?? 0;
  }

  /** The row of exactly this step, or undefined. */
  at(step) {
    const row = this.#rows[this.#firstNotBefore(step)];
    return row?.step === step ? row : undefined;
  }

  #firstNotBefore(step) {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle].step < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
