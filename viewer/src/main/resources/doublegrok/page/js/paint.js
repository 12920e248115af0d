import { plotOf } from "./plots.js";
import { recorded, recordingOf } from "./recording.js";
import { savedSvg as svg } from "./svg.js";
import { colour } from "./theme.js";

const MARGIN = 12;
const HEADER = 22;
const FOOTER = 20;
const FONT = "13px system-ui, sans-serif";
/** What is there to be pressed says nothing on a picture; nor does what is hidden. */
const LEFT_OUT = ".export, .choice, .marker, [hidden], [aria-pressed=false], .hint";

/** A figure as it is on the screen, with a line of text above it, on a canvas of its own. */
export function paint(figure, subtitle) {
  const scale = Math.max(2, devicePixelRatio);
  const { width, height } = sizeOf(figure);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  paintFigure(context, figure, subtitle);
  return canvas;
}

/** The same as a drawing of lines, areas and texts. */
export function drawing(figure, subtitle) {
  const { width, height } = sizeOf(figure);
  const context = document.createElement("canvas").getContext("2d");
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` },
    ...recorded(context, () => paintFigure(context, figure, subtitle)));
}

function sizeOf(figure) {
  const { width, height } = figure.getBoundingClientRect();
  return { width: Math.ceil(width + 2 * MARGIN),
    height: Math.ceil(height + HEADER + footerOf(figure) + 2 * MARGIN) };
}

function footerOf(figure) {
  return figure.matches(".chart") ? FOOTER : 0;
}

function paintFigure(context, figure, subtitle) {
  const box = figure.getBoundingClientRect();
  const { width, height } = sizeOf(figure);
  context.fillStyle = colour("--surface");
  context.fillRect(0, 0, width, height);
  context.font = FONT;
  context.fillStyle = colour("--ink-soft");
  context.textBaseline = "middle";
  context.fillText(subtitle, 2 * MARGIN, MARGIN + HEADER / 2);
  if (footerOf(figure) > 0) {
    context.textAlign = "center";
    context.fillText("step", width / 2, height - MARGIN - 4);
    context.textAlign = "left";
  }
  context.translate(MARGIN - box.left, MARGIN + HEADER - box.top);
  paintElement(context, figure);
}

function paintElement(context, element) {
  if (element.matches(LEFT_OUT) || !element.checkVisibility()) {
    return;
  }
  if (element.matches(".uplot")) {
    paintPlot(context, element);
  } else if (element instanceof HTMLCanvasElement) {
    paintCanvas(context, element);
  } else if (element instanceof SVGSVGElement) {
    paintDrawing(context, element);
  } else {
    paintBox(context, element);
    for (const child of element.childNodes) {
      if (child instanceof Element) {
        paintElement(context, child);
      } else if (child instanceof Text) {
        paintText(context, child);
      }
    }
  }
}

/** What is recorded of a plot is how it is drawn, not what its canvas shows. */
function paintPlot(context, element) {
  const recording = recordingOf(context);
  const canvas = element.querySelector("canvas");
  if (!recording) {
    paintCanvas(context, canvas);
    return;
  }
  const plot = plotOf(element);
  const { left, top, width, height } = canvas.getBoundingClientRect();
  context.save();
  context.translate(left, top);
  context.scale(width / canvas.width, height / canvas.height);
  recording.add(...recorded(plot.ctx, () => plot.batch(() => plot.redraw())));
  context.restore();
}

function paintCanvas(context, canvas) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  context.save();
  context.imageSmoothingEnabled = getComputedStyle(canvas).imageRendering !== "pixelated";
  context.drawImage(canvas, left, top, width, height);
  context.restore();
}

/** Its ground and what marks a line in a legend: colours, a scale of them, or a stroke. */
function paintBox(context, element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const colours = [...new Set(style.backgroundImage.match(/(rgba?|color)\([^)]*\)/g) ?? [])];
  if (colours.length > 0) {
    const fill = context.createLinearGradient(left, top, left + width, top);
    const smooth = style.backgroundImage.startsWith("linear");
    colours.forEach((each, i) => {
      fill.addColorStop(smooth ? i / Math.max(1, colours.length - 1) : i / colours.length, each);
      fill.addColorStop(smooth ? i / Math.max(1, colours.length - 1) : (i + 1) / colours.length,
        each);
    });
    context.fillStyle = fill;
    context.fillRect(left, top, width, height);
  } else if (!element.matches("figure")) {
    context.fillStyle = style.backgroundColor;
    context.fillRect(left, top, width, height);
  }
  const stroke = parseFloat(style.borderTopWidth);
  if (element.matches(".swatch") && stroke > 0) {
    context.strokeStyle = style.borderTopColor;
    context.lineWidth = stroke;
    context.setLineDash(style.borderTopStyle === "dashed" ? [6, 3] : []);
    context.beginPath();
    context.moveTo(left, top + stroke / 2);
    context.lineTo(left + width, top + stroke / 2);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Word by word, so that lines break where they do on the screen. */
function paintText(context, text) {
  const style = getComputedStyle(text.parentElement);
  context.font = `${style.fontWeight} ${style.fontSize} system-ui, sans-serif`;
  context.fillStyle = style.color;
  const range = document.createRange();
  for (const { index, 0: word } of text.data.matchAll(/[^ \n]+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { left, top, height } = range.getBoundingClientRect();
    context.fillText(word, left, top + height / 2);
  }
}

/** The shapes that the page draws with: paths, circles and text. */
function paintDrawing(context, drawing) {
  for (const shape of drawing.querySelectorAll("path, circle, text")) {
    const style = getComputedStyle(shape);
    const { a, b, c, d, e, f } = shape.getScreenCTM();
    context.save();
    context.transform(a, b, c, d, e, f);
    context.fillStyle = style.fill;
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.setLineDash(style.strokeDasharray === "none" ? []
      : style.strokeDasharray.split(",").map(parseFloat));
    if (shape.localName === "text") {
      context.font = `${style.fontSize} system-ui, sans-serif`;
      context.textAlign = { middle: "center", end: "right" }[style.textAnchor] ?? "left";
      context.textBaseline = "alphabetic";
      context.fillText(shape.textContent, ...numbers(shape, "x", "y"));
    } else {
      const path = shape.localName === "path" ? new Path2D(shape.getAttribute("d")) : circle(shape);
      if (style.fill !== "none") {
        context.fill(path);
      }
      if (style.stroke !== "none") {
        context.stroke(path);
      }
    }
    context.restore();
  }
}

function circle(shape) {
  const [x, y, r] = numbers(shape, "cx", "cy", "r");
  const path = new Path2D();
  path.arc(x, y, r, 0, 2 * Math.PI);
  return path;
}

function numbers(shape, ...names) {
  return names.map((name) => Number(shape.getAttribute(name)));
}
