import { savedSvg as svg } from "./svg.js";

/** Paths of a canvas as those of a drawing: what each call appends. */
const SEGMENTS = {
  moveTo: (d, x, y) => `M${at(x, y)}`,
  lineTo: (d, x, y) => `${d ? "L" : "M"}${at(x, y)}`,
  quadraticCurveTo: (d, ...points) => `Q${at(...points)}`,
  bezierCurveTo: (d, ...points) => `C${at(...points)}`,
  rect: (d, x, y, width, height) => `M${at(x, y)}h${at(width)}v${at(height)}h${at(-width)}Z`,
  arc,
  closePath: () => "Z",
};
const ANCHORS = { center: "middle", right: "end", end: "end" };
/** From where a text is placed down to where its letters stand, in heights of it. */
const BASELINES = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2, ideographic: -0.2 };

/** A path that tells what it was made of. */
class ToldPath extends Path2D {
  constructor(from = "") {
    super(from);
    this.d = from.d ?? from;
  }
}
for (const [name, segment] of Object.entries(SEGMENTS)) {
  const untold = Path2D.prototype[name];
  ToldPath.prototype[name] = function told(...given) {
    this.d += segment(this.d, ...given);
    untold.apply(this, given);
  };
}

/**
 * What is painted on a canvas while `draw()` runs, as elements of a drawing: lines, areas and
 * texts stay what they are. The canvas is painted on as well.
 */
export function recorded(context, draw) {
  const recording = new Recording(context);
  const { Path2D } = globalThis;
  globalThis.Path2D = ToldPath;
  lastName = RECORDINGS.size === 0 ? 0 : lastName;
  RECORDINGS.set(context, recording);
  try {
    draw();
  } finally {
    globalThis.Path2D = Path2D;
    RECORDINGS.delete(context);
    recording.end();
  }
  return recording.parts;
}

/** The recording of what is painted on a canvas now, if there is one. */
export function recordingOf(context) {
  return RECORDINGS.get(context);
}

const RECORDINGS = new Map();
let lastName = 0;

/** Takes the place of a context's methods; how it paints is asked of the context. */
class Recording {
  parts = [];
  #context;
  #path = "";
  #clip = null;
  #saved = [];

  constructor(context) {
    this.#context = context;
    const heard = {
      save: () => this.#saved.push(this.#clip),
      restore: () => { this.#clip = this.#saved.pop() ?? null; },
      beginPath: () => { this.#path = ""; },
      clip: (path) => this.#clipTo(path?.d ?? this.#path),
      fill: (path) => this.#shape(path?.d ?? this.#path, this.#filling),
      stroke: (path) => this.#shape(path?.d ?? this.#path, this.#stroking),
      fillRect: (...box) => this.#shape(SEGMENTS.rect("", ...box), this.#filling),
      fillText: (...given) => this.#text(...given),
      drawImage: (...given) => this.#image(...given),
    };
    for (const [name, segment] of Object.entries(SEGMENTS)) {
      heard[name] = (...given) => { this.#path += segment(this.#path, ...given); };
    }
    for (const [name, hear] of Object.entries(heard)) {
      context[name] = (...given) => {
        hear(...given);
        Object.getPrototypeOf(context)[name].apply(context, given);
      };
    }
    context.createLinearGradient = (...line) => {
      const gradient = Object.getPrototypeOf(context).createLinearGradient.apply(context, line);
      return this.#gradient(gradient, line);
    };
    this.end = () => [...Object.keys(heard), "createLinearGradient"]
      .forEach((name) => delete context[name]);
  }

  /** Adds elements that were made elsewhere. */
  add(...parts) {
    this.#place().append(svg("g", { transform: matrix(this.#context) }, ...parts));
  }

  get #filling() {
    return { fill: this.#paint(this.#context.fillStyle) };
  }

  get #stroking() {
    const { strokeStyle, lineWidth, lineJoin, lineCap } = this.#context;
    const dash = this.#context.getLineDash();
    return { fill: "none", stroke: this.#paint(strokeStyle), "stroke-width": at(lineWidth),
      "stroke-linejoin": lineJoin, "stroke-linecap": lineCap,
      ...dash.length > 0 && { "stroke-dasharray": at(...dash) } };
  }

  #shape(d, style) {
    if (d) {
      this.#append("path", { d, ...style });
    }
  }

  #text(content, x, y) {
    const { font, textAlign, textBaseline } = this.#context;
    const [, weight, size, family] = /^(?:(\w+) )?([\d.]+)px (.+)$/.exec(font);
    this.#append("text", { x: at(x), y: at(y + (BASELINES[textBaseline] ?? 0) * size),
      ...this.#filling, "font-size": size, "font-family": family,
      ...weight && { "font-weight": weight },
      ...ANCHORS[textAlign] && { "text-anchor": ANCHORS[textAlign] } }, content);
  }

  /** Of a canvas, whole or a part of it: its cells stay cells. */
  #image(source, ...given) {
    const whole = [0, 0, source.width, source.height];
    const [from, to] = given.length > 4 ? [given.slice(0, 4), given.slice(4)] : [whole, given];
    const [x, y, width = source.width, height = source.height] = to;
    const part = document.createElement("canvas");
    [part.width, part.height] = [from[2], from[3]];
    part.getContext("2d").drawImage(source, ...from, 0, 0, from[2], from[3]);
    this.#append("image", { x: at(x), y: at(y), width: at(width), height: at(height),
      preserveAspectRatio: "none", href: part.toDataURL(),
      ...!this.#context.imageSmoothingEnabled && { "image-rendering": "pixelated" } });
  }

  #append(name, attributes, ...content) {
    const { globalAlpha } = this.#context;
    const turned = matrix(this.#context);
    this.#place().append(svg(name, { ...attributes, ...turned && { transform: turned },
      ...globalAlpha < 1 && { opacity: globalAlpha } }, ...content));
  }

  /** Within what is clipped alike, as its neighbours before it are. */
  #place() {
    const wanted = this.#clip === null ? null : `url(#${this.#clip})`;
    const last = this.parts.at(-1);
    if (last?.localName === "g" && last.getAttribute("clip-path") === wanted) {
      return last;
    }
    const made = svg("g", wanted ? { "clip-path": wanted } : {});
    this.parts.push(made);
    return made;
  }

  #clipTo(d) {
    const id = this.#named();
    this.parts.push(svg("clipPath", { id,
      ...this.#clip !== null && { "clip-path": `url(#${this.#clip})` } },
    svg("path", { d, transform: matrix(this.#context) })));
    this.#clip = id;
  }

  #gradient(gradient, [x1, y1, x2, y2]) {
    const id = this.#named();
    const told = svg("linearGradient", { id, x1: at(x1), y1: at(y1), x2: at(x2), y2: at(y2),
      gradientUnits: "userSpaceOnUse" });
    this.parts.push(told);
    const { addColorStop } = Object.getPrototypeOf(gradient);
    gradient.addColorStop = (offset, colour) => {
      told.append(svg("stop", { offset, "stop-color": colour }));
      addColorStop.call(gradient, offset, colour);
    };
    gradient.id = id;
    return gradient;
  }

  /** A colour, a gradient that was recorded, or a pattern that tells its stripes. */
  #paint(style) {
    if (typeof style === "string") {
      return style;
    }
    return `url(#${style.stripes ? this.#striped(style.stripes) : style.id})`;
  }

  #striped({ colours, width }) {
    const id = this.#named();
    const across = width * Math.SQRT1_2;
    this.parts.push(svg("pattern", { id, patternUnits: "userSpaceOnUse",
      width: at(across * colours.length), height: 1, patternTransform: "rotate(45)" },
    ...colours.map((fill, i) =>
      svg("rect", { x: at(across * i), width: at(across), height: 1, fill }))));
    return id;
  }

  #named() {
    lastName += 1;
    return `part-${lastName}`;
  }
}

function arc(d, x, y, radius, from, to) {
  const point = (angle) => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  const ways = Math.abs(to - from) >= 2 * Math.PI ? [(from + to) / 2, to] : [to];
  const long = ways.length === 1 && to - from > Math.PI ? 1 : 0;
  const round = ways.map((angle) => `A${at(radius, radius)} 0 ${long} 1 ${point(angle)}`);
  return `${d ? "L" : "M"}${point(from)}${round.join("")}`;
}

function at(...numbers) {
  return numbers.map((number) => Math.round(number * 100) / 100).join(" ");
}

/** How the canvas is moved and scaled; nothing where it is not. */
function matrix(context) {
  const { a, b, c, d, e, f, isIdentity } = context.getTransform();
  return isIdentity ? "" : `matrix(${a} ${b} ${c} ${d} ${at(e, f)})`;
}
