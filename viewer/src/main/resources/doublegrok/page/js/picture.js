import { element } from "./keyed.js";
import { paintCells, shade } from "./shades.js";

/** What the upper bound of shades is told as. */
const WHOLE = 255;

/** [rows][columns] numbers of a layer from 0 to 255, as they are painted. */
export function pictureOf({ shades, numbers }) {
  if (shades) {
    return shades;
  }
  const known = numbers.flat().filter((value) => value !== null);
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  return numbers.map((row) => row.map((value) =>
    value === null ? 0 : Math.round((WHOLE * (value - low)) / reach)));
}

/** The number at a place of a layer. */
export function valueOf({ shades, numbers, low, high }, row, column) {
  return shades ? low + ((high - low) * shades[row][column]) / WHOLE : numbers[row][column];
}

/**
 * A picture of numbers in 255ths, a coloured cell for each. Whoever points at a cell, or moves over
 * the cells with the arrow keys, tells `point`, which is handed the row and the column, or null.
 */
export class Picture {
  #canvas = document.createElement("canvas");
  #marker = element("span", "marker");
  #point;
  #rows = [];
  #at = [0, 0];
  place;

  constructor(label, point) {
    this.#point = point;
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", label);
    this.#marker.hidden = true;
    this.place = element("div", "cells", this.#canvas, this.#marker);
    this.#canvas.addEventListener("pointermove", (event) => this.#pointer(event));
    this.#canvas.addEventListener("pointerdown", (event) => this.#pointer(event));
    this.#canvas.addEventListener("pointerleave", () => point(null));
    this.#canvas.addEventListener("blur", () => point(null));
    this.#canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows [rows][columns] numbers. */
  show(rows) {
    this.#rows = rows;
    paintCells(this.#canvas, rows.length, rows[0].length, (row, column) =>
      shade(rows[row][column] / WHOLE));
  }

  /** Puts a frame around a cell; around none if it is null. */
  mark(cell) {
    this.#marker.hidden = cell === null;
    if (cell !== null) {
      this.#at = cell;
      const { style } = this.#marker;
      const columns = this.#rows[0].length;
      style.left = `${(100 * cell[1]) / columns}%`;
      style.top = `${(100 * cell[0]) / this.#rows.length}%`;
      style.width = `${100 / columns}%`;
      style.height = `${100 / this.#rows.length}%`;
    }
  }

  #pointer({ offsetX, offsetY }) {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#tell(
      Math.floor((offsetY / clientHeight) * this.#rows.length),
      Math.floor((offsetX / clientWidth) * this.#rows[0].length));
  }

  #key(event) {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      this.#tell(this.#at[0] + move[0], this.#at[1] + move[1]);
    }
  }

  #tell(row, column) {
    const within = (value, count) => Math.min(count - 1, Math.max(0, value));
    this.#at = [within(row, this.#rows.length), within(column, this.#rows[0].length)];
    this.#point(this.#at);
  }
}
