import { csv } from "./csv.js";
import { save, saveButton } from "./exports.js";
import { element } from "./keyed.js";
import { latex } from "./latex.js";
import { raster } from "./raster.js";
import { svg, svgText } from "./svg.js";
import { colour } from "./theme.js";

const MARGIN = 12;
const TITLE = 26;
const KEY = 18;
const SCALE = 2;

/**
 * Gives a figure buttons that save it as pictures and as tables; all are made by the page itself.
 *
 * `tell()` says what there is now: name and table {columns, rows, grid}, and of one that is drawn
 * the drawing and its title.
 */
export function offerDrawing(figure, tell) {
  const caption = figure.querySelector("figcaption");
  const title = caption.querySelector("h2").textContent;
  const text = (kind, type, content) => saveButton(title, kind, () => {
    const told = tell();
    save(new Blob([content(told)], { type }), fileName(told, kind));
  });
  const drawn = figure.querySelector(".drawing") ? [
    saveButton(title, "PNG", async () => {
      const told = tell();
      const canvas = raster(pictureOf(figure, told), SCALE);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      save(blob, fileName(told, "png"));
    }),
    text("SVG", "image/svg+xml", (told) => svgText(pictureOf(figure, told))),
  ] : [];
  caption.append(element("span", "export", ...drawn,
    text("CSV", "text/csv;charset=utf-8", ({ table }) => csv(table)),
    text("LaTeX", "text/x-tex;charset=utf-8", ({ table }) => latex(table.grid ?? table))));
}

function fileName({ name }, kind) {
  const ending = kind === "LaTeX" ? "tex" : kind.toLowerCase();
  return `${name}.${ending}`.replaceAll(/[^A-Za-z0-9._-]/g, "-");
}

/** The drawing on its own, with a ground, a title and the key to its colours. */
function pictureOf(figure, { drawing, title }) {
  const width = Math.max(drawing.width.baseVal.value, 320) + 2 * MARGIN;
  const entries = keyOf(figure, width);
  const below = MARGIN + TITLE + (entries.lines > 0 ? entries.lines * KEY + 6 : 0);
  const height = drawing.height.baseVal.value + below + MARGIN;
  const inside = svg("g", { transform: `translate(${MARGIN} ${below})` },
    ...[...drawing.childNodes].map((each) => each.cloneNode(true)));
  inside.querySelectorAll("[tabindex]").forEach((each) => each.removeAttribute("tabindex"));
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`,
    "font-family": "system-ui, sans-serif", "font-size": 12 },
  svg("rect", { width, height, fill: colour("--surface") }),
  svg("text", { x: MARGIN, y: MARGIN + 12, fill: colour("--ink"), "font-size": 14,
    "font-weight": 600 }, title),
  ...entries.parts, inside);
}

/** The figure's legend, as it stands on the page, in lines that fit. */
function keyOf(figure, width) {
  const parts = [];
  let [x, line] = [MARGIN, 0];
  for (const child of figure.querySelector(".legend").children) {
    const swatch = child.matches(".scale") ? child : child.querySelector(".swatch");
    const room = (swatch ? swatch.getBoundingClientRect().width + 6 : 0)
      + (child.matches(".scale") ? 0 : 7 * child.textContent.length) + 12;
    if (x + room > width - MARGIN && x > MARGIN) {
      [x, line] = [MARGIN, line + 1];
    }
    const y = MARGIN + TITLE + line * KEY;
    if (swatch) {
      parts.push(...swatchOf(swatch, x, y));
    }
    parts.push(svg("text", { x: x + (swatch ? swatch.getBoundingClientRect().width + 6 : 0),
      y: y + 9, fill: colour("--ink-soft") }, child.textContent));
    x += room;
  }
  return { parts, lines: parts.length > 0 ? line + 1 : 0 };
}

function swatchOf(swatch, x, y) {
  const { width } = swatch.getBoundingClientRect();
  const stops = getComputedStyle(swatch).backgroundImage.match(/rgb\([^)]*\)/g) ?? [];
  const each = width / Math.max(1, stops.length);
  const fills = stops.length > 0 ? stops : [swatch.style.getPropertyValue("--series")];
  return fills.map((fill, i) => svg("rect", { x: x + (stops.length > 0 ? i * each : 0), y,
    width: (stops.length > 0 ? each : width) + 0.3, height: 10, fill }));
}
