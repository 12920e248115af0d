import { colour } from "./theme.js";

/** How each kind stands out; kinds that are not here are only in the list of events. */
const STYLES = {
  swapped: { row: 0, property: "--mark", dash: [6, 4], width: 1.5, text: (mark) => mark.label },
  transition: { row: 1, property: "--accent", dash: [2, 3], width: 1.5, text: (mark) => mark.label },
  resumed: { row: 2, property: "--mark-soft", dash: [2, 4], width: 1, text: () => "resumed" },
  paused: { row: 2, property: "--mark-soft", dash: [2, 4], width: 1, text: () => "paused" },
  forked: { row: 2, property: "--mark-soft", dash: [2, 4], width: 1, text: () => "forked" },
  stopped: { row: 2, property: "--warn", dash: [2, 4], width: 1, text: () => "stopped" },
  failed: { row: 2, property: "--bad", dash: [2, 4], width: 1, text: () => "failed" },
  alarm: { row: 2, property: "--warn", dash: [2, 4], width: 1, text: () => "alarm" },
};
const ROW_PIXELS = 17;
const TICK_PIXELS = 6;
const LEAST_LABEL_PIXELS = 24;

/** Draws what happened to the run: lines with labels, and small ticks for checkpoints. */
export function marksPlugin(marks) {
  return {
    hooks: {
      drawClear: [(plot) => drawTicks(plot, inside(plot, marks()))],
      draw: [(plot) => drawLines(plot, inside(plot, marks()))],
    },
  };
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
    const x = Math.round(plot.valToPos(mark.step, "x", true)) + 0.5;
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x, bbox.top + bbox.height - TICK_PIXELS * devicePixelRatio);
  }
  ctx.stroke();
  ctx.restore();
}

function drawLines(plot, marks) {
  const rightmost = new Map();
  const lines = marks.filter((mark) => mark.kind in STYLES);
  lines.reverse().forEach((mark) => {
    const style = STYLES[mark.kind];
    const x = Math.round(plot.valToPos(mark.step, "x", true)) + 0.5;
    drawLine(plot, x, style);
    const end = rightmost.get(style.row) ?? plot.bbox.left + plot.bbox.width;
    drawLabel(plot, x, end, style, style.text(mark));
    rightmost.set(style.row, x);
  });
}

function drawLine({ ctx, bbox }, x, style) {
  ctx.save();
  ctx.strokeStyle = colour(style.property);
  ctx.lineWidth = style.width * devicePixelRatio;
  ctx.setLineDash(style.dash.map((length) => length * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** Right of its line, shortened to end before the next label of its row. */
function drawLabel({ ctx, bbox }, x, end, style, text) {
  const ratio = devicePixelRatio;
  const room = end - x - 8 * ratio;
  if (room < LEAST_LABEL_PIXELS * ratio) {
    return;
  }
  ctx.save();
  ctx.font = `${11.5 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  const fitted = fit(ctx, text, room);
  const y = bbox.top + (3 + style.row * ROW_PIXELS) * ratio;
  ctx.fillStyle = colour("--surface", 0.85);
  ctx.fillRect(x + ratio, y - ratio, ctx.measureText(fitted).width + 7 * ratio, 15 * ratio);
  ctx.fillStyle = colour(style.property);
  ctx.fillText(fitted, x + 4 * ratio, y);
  ctx.restore();
}

function fit(ctx, text, room) {
  let fitted = text;
  while (fitted.length > 1 && ctx.measureText(fitted).width > room) {
    fitted = `${fitted.slice(0, -2).trimEnd()}\u2026`;
  }
  return fitted;
}
