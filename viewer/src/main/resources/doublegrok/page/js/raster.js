const FAMILY = "system-ui, sans-serif";
const SIZE = 12;
const ALIGN = { middle: "center", end: "right" };

/**
 * A drawing of boxes, lines, paths, texts and shifted groups, on a canvas. The browser does
 * not do it: the page lets no picture in that the server has not.
 */
export function raster(drawing, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(number(drawing, "width") * scale);
  canvas.height = Math.ceil(number(drawing, "height") * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  draw(context, drawing);
  return canvas;
}

function draw(context, element) {
  context.save();
  const [, x, y] = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(element.getAttribute("transform")) ?? [];
  if (x !== undefined) {
    context.translate(Number(x), Number(y));
  }
  if (element.localName === "text") {
    write(context, element);
  } else if (SHAPES[element.localName]) {
    paint(context, element, SHAPES[element.localName](element));
  }
  [...element.children].forEach((child) => draw(context, child));
  context.restore();
}

const SHAPES = {
  rect(element) {
    const path = new Path2D();
    path.roundRect(number(element, "x"), number(element, "y"), number(element, "width"),
      number(element, "height"), number(element, "rx"));
    return path;
  },
  line(element) {
    const path = new Path2D();
    path.moveTo(number(element, "x1"), number(element, "y1"));
    path.lineTo(number(element, "x2"), number(element, "y2"));
    return path;
  },
  path: (element) => new Path2D(element.getAttribute("d")),
};

function paint(context, element, path) {
  const fill = element.getAttribute("fill") ?? "none";
  const stroke = element.getAttribute("stroke") ?? "none";
  if (fill !== "none") {
    context.globalAlpha = Number(element.getAttribute("fill-opacity") ?? 1);
    context.fillStyle = fill;
    context.fill(path);
    context.globalAlpha = 1;
  }
  if (stroke !== "none") {
    context.strokeStyle = stroke;
    context.lineWidth = Number(element.getAttribute("stroke-width") ?? 1);
    context.stroke(path);
  }
}

function write(context, element) {
  const size = element.getAttribute("font-size") ?? SIZE;
  context.font = `${element.getAttribute("font-weight") ?? 400} ${size}px ${FAMILY}`;
  context.fillStyle = element.getAttribute("fill");
  context.textAlign = ALIGN[element.getAttribute("text-anchor")] ?? "left";
  context.textBaseline = element.getAttribute("dominant-baseline") === "central"
    ? "middle" : "alphabetic";
  context.fillText(element.textContent, number(element, "x"), number(element, "y"));
}

function number(element, name) {
  return Number(element.getAttribute(name) ?? 0);
}
