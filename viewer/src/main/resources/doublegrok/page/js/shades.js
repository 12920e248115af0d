import { colour } from "./theme.js";

/** Viridis (Smith and van der Walt 2015) at tenths: even to the eye, also to colour-blind ones. */
const VIRIDIS = [
  [68, 1, 84], [72, 36, 117], [65, 68, 135], [53, 95, 141], [42, 120, 142], [33, 145, 140],
  [34, 168, 132], [68, 191, 112], [122, 209, 81], [189, 223, 38], [253, 231, 37],
];

const MOST_NAMED = 12;

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

/** Where the rows lie that are named beside a heat map: not more than there is room for. */
export function rowCentres(rows) {
  const every = Math.ceil(rows / MOST_NAMED);
  return Array.from({ length: rows }, (none, row) => row + 0.5)
    .filter((row, i) => i % every === 0);
}

/** Draws cells, a column for each checkpoint, which reaches half-way to its neighbours. */
export function drawColumns(plot, steps, cells) {
  const { ctx, bbox } = plot;
  const at = steps.map((step) => plot.valToPos(step, "x", true));
  const edge = (i) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, Math.round(i)));
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  at.forEach((x, i) => {
    const before = (x - (at[i - 1] ?? at[i + 1] ?? x - 20)) / 2;
    const after = ((at[i + 1] ?? x + Math.abs(before) * 2) - x) / 2;
    const left = edge(x - Math.abs(before));
    const width = edge(x + after) - left;
    if (steps[i] > 0 && width > 0) {
      ctx.drawImage(cells, i, 0, 1, cells.height, left, bbox.top, width, bbox.height);
    }
  });
  ctx.restore();
}
