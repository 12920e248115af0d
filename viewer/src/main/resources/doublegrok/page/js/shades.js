import { colour } from "./theme.js";

/** Viridis (Smith and van der Walt 2015) at tenths: even to the eye, also to colour-blind ones. */
const VIRIDIS = [
  [68, 1, 84], [72, 36, 117], [65, 68, 135], [53, 95, 141], [42, 120, 142], [33, 145, 140],
  [34, 168, 132], [68, 191, 112], [122, 209, 81], [189, 223, 38], [253, 231, 37],
];

/** The colour [red, green, blue] of a value from 0 to 1. */
export function shade(value) {
  const place = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const below = Math.min(VIRIDIS.length - 2, Math.floor(place));
  const part = place - below;
  return VIRIDIS[below].map((low, i) => low + part * (VIRIDIS[below + 1][i] - low));
}

/** A colour property's [red, green, blue]. */
export function rgb(property) {
  const hex = colour(property).slice(1);
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Paints one pixel a cell; `shadeOf(row, column)` is a colour, or null for no value. */
export function paintCells(canvas, rows, columns, shadeOf) {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const shadeHere = shadeOf(row, column);
      if (shadeHere) {
        image.data.set([...shadeHere, 255], 4 * (row * columns + column));
      }
    }
  }
  context.putImageData(image, 0, 0);
}
