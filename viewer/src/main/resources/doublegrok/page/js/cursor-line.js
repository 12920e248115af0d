import { colour } from "./theme.js";

const WIDTH = 2;

/** Draws the step as of which the page is shown over a chart, if it is one of the past. */
export function cursorPlugin(step) {
  return { hooks: { draw: [(plot) => step() !== null && draw(plot, step())] } };
}

function draw({ ctx, bbox, scales, valToPos }, step) {
  if (step < scales.x.min || step > scales.x.max) {
    return;
  }
  const x = valToPos(step, "x", true);
  ctx.save();
  ctx.fillStyle = colour("--ground", 0.55);
  ctx.fillRect(x, bbox.top, bbox.left + bbox.width - x, bbox.height);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.strokeStyle = colour("--accent");
  ctx.lineWidth = WIDTH * devicePixelRatio;
  ctx.stroke();
  ctx.restore();
}
