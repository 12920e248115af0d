import { colour } from "./theme.js";

/** A line that says little; its label must be read all the same. */
const SOFT = { property: "--mark-soft", label: "--ink-soft", dash: [2, 4], width: 1 };

/** How each kind stands out, the weightiest first; other kinds are only in the list of events. */
const STYLES = {
  swapped: { property: "--mark", dash: [6, 4], width: 1.5, text: (mark) => mark.label },
  transition: { property: "--accent", dash: [2, 3], width: 1.5, text: transition },
  failed: { property: "--bad", dash: [2, 4], width: 1.5, text: () => "failed" },
  alarm: { property: "--warn", dash: [2, 4], width: 1, text: alarm },
  stopped: { property: "--warn", dash: [2, 4], width: 1, text: () => "stopped" },
  forked: { ...SOFT, text: () => "forked" },
  paused: { ...SOFT, text: () => "paused" },
  resumed: { ...SOFT, text: () => "resumed" },
  continued: { ...SOFT, text: () => "continued" },
};
const WEIGHT = Object.keys(STYLES);
const TICK_PIXELS = 6;
const LEAST_LABEL_PIXELS = 30;
const GAP_PIXELS = 6;
const ROWS = 3;
const ROW_PIXELS = 14;
/** How far a label may reach over the names of the axis on the left. */
const BESIDE_PIXELS = 40;
/** What surrounds a line, so that it shows on coloured areas too. */
const HALO_OPACITY = 0.75;

/** Height above the plot that the labels of the marks need. */
export const MARK_PIXELS = 20 + (ROWS - 1) * ROW_PIXELS;

/** Draws what happened to the run: lines with labels, and small ticks for checkpoints. */
export function marksPlugin(marks) {
  return {
    hooks: {
      drawClear: [(plot) => drawTicks(plot, inside(plot, marks()))],
      draw: [(plot) => drawLines(plot, inside(plot, marks()))],
    },
  };
}

function transition({ details, label }) {
  const name = details.transition ?? label;
  return details.change === "regained" ? `${name} again` : name;
}

function alarm({ details, label }) {
  return `alarm: ${details.alert ?? label}`;
}

function inside(plot, marks) {
  const { min, max } = plot.scales.x;
  return marks.filter((mark) => mark.step >= min && mark.step <= max);
}

function drawTicks(plot, marks) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour("--mark-soft");
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (const mark of marks.filter(({ kind }) => kind === "checkpoint")) {
    const x = placeOf(plot, mark);
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x, bbox.top + bbox.height - TICK_PIXELS * devicePixelRatio);
  }
  ctx.stroke();
  ctx.restore();
}

function drawLines(plot, marks) {
  const drawn = marks.filter((mark) => mark.kind in STYLES);
  drawn.forEach((mark) => drawLine(plot, placeOf(plot, mark), STYLES[mark.kind]));
  const heavy = drawn.sort((a, b) =>
    WEIGHT.indexOf(a.kind) - WEIGHT.indexOf(b.kind) || b.step - a.step);
  drawLabels(plot, heavy);
}

function placeOf(plot, mark) {
  return Math.round(plot.valToPos(mark.step, "x", true)) + 0.5;
}

function drawLine({ ctx, bbox }, x, style) {
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(x, bbox.top - 4 * devicePixelRatio);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.strokeStyle = colour("--surface", HALO_OPACITY);
  ctx.lineWidth = (style.width + 2) * devicePixelRatio;
  ctx.stroke();
  ctx.strokeStyle = colour(style.property);
  ctx.lineWidth = style.width * devicePixelRatio;
  ctx.setLineDash(style.dash.map((length) => length * devicePixelRatio));
  ctx.stroke();
  ctx.restore();
}

/** In short words where there is no room for all of the long ones. */
function drawLabels(plot, marks) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11.5 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  const long = layout(plot, marks, (text) => text);
  const { labels } = long.whole ? long : layout(plot, marks, shortened);
  for (const { mark, text, start, row } of labels) {
    const { label, property } = STYLES[mark.kind];
    ctx.fillStyle = colour(label ?? property);
    ctx.fillText(text, start, bbox.top - (5 + row * ROW_PIXELS) * ratio);
  }
  ctx.restore();
}

/**
 * Each label above its line, in the first row where it fits beside weightier ones; else cut to the
 * row with the most room, or left out.
 */
function layout(plot, marks, wording) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const rows = Array.from({ length: ROWS }, () => []);
  const labels = [];
  let whole = true;
  for (const mark of marks) {
    const x = placeOf(plot, mark);
    const wanted = wording(STYLES[mark.kind].text(mark));
    const rooms = rows.map((taken) => room(taken, x, bbox, GAP_PIXELS * ratio));
    const most = Math.max(...rooms.map(({ width }) => width));
    const needed = Math.min(ctx.measureText(wanted).width, most);
    const row = rooms.findIndex(({ width }) => width >= needed);
    if (most >= LEAST_LABEL_PIXELS * ratio) {
      const text = fit(ctx, wanted, most);
      const { width } = ctx.measureText(text);
      const start = Math.min(Math.max(x - width / 2, rooms[row].left), rooms[row].right - width);
      labels.push({ mark, text, start, row });
      rows[row].push({ start, end: start + width });
      whole &&= text === wanted;
    } else {
      whole = false;
    }
  }
  return { labels, whole };
}

function shortened(text) {
  return text.replace("memorisation", "mem.").replace("generalisation", "gen.");
}

/** From where to where a label above x may reach in a row; no width if another is above x. */
function room(taken, x, bbox, gap) {
  const left = Math.max(bbox.left - BESIDE_PIXELS * devicePixelRatio,
    ...taken.filter(({ end }) => end <= x).map(({ end }) => end + gap));
  const right = Math.min(bbox.left + bbox.width,
    ...taken.filter(({ start }) => start >= x).map(({ start }) => start - gap));
  const covered = taken.some(({ start, end }) => start < x && x < end);
  return { left, right, width: covered ? 0 : right - left };
}

function fit(ctx, text, room) {
  let fitted = text;
  while (fitted.length > 1 && ctx.measureText(fitted).width > room) {
    fitted = `${fitted.slice(0, -2).trimEnd()}\u2026`;
  }
  return fitted;
}
