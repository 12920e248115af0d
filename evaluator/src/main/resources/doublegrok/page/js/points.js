/** Rows in the order of their steps; a row told twice replaces its twin. */
export class Points {
  #rows = [];

  put(row) {
    const rows = this.#rows;
    const at = rows.length === 0 || rows[rows.length - 1].step < row.step
      ? rows.length
      : this.#firstNotBefore(row.step);
    rows.splice(at, rows[at]?.step === row.step ? 1 : 0, row);
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
