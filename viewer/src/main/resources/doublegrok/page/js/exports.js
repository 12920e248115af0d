import { csv } from "./csv.js";
import { element } from "./keyed.js";
import { drawing, paint } from "./paint.js";
import { svgText } from "./svg.js";

/**
 * Gives a figure small buttons that save it as pictures and as a table. All are made by the page
 * itself: nothing is asked of anyone.
 *
 * `tell()` says what there is now: run, name, step, and table {columns, rows}.
 */
export function offerExports(figure, tell) {
  const caption = figure.querySelector("figcaption");
  const title = caption.querySelector("h2, h3");
  caption.append(element("span", "export",
    saveButton(title.textContent, "PNG", async () => {
      const told = tell();
      const canvas = paint(figure, subtitle(figure, told));
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
      save(blob, nameOf(told, "png"));
    }),
    saveButton(title.textContent, "SVG", () => {
      const told = tell();
      const text = svgText(drawing(figure, subtitle(figure, told)));
      save(new Blob([text], { type: "image/svg+xml" }), nameOf(told, "svg"));
    }),
    saveButton(title.textContent, "CSV", () => {
      const told = tell();
      save(new Blob([csv(told.table)], { type: "text/csv;charset=utf-8" }), nameOf(told, "csv"));
    })));
}

function subtitle(figure, { run, step }) {
  const chosen = [...figure.querySelectorAll(".choice [aria-pressed=true]")]
    .map((button) => button.textContent);
  return [`run ${run}`, `step ${step}`, ...chosen].join(" \u00b7 ");
}

function nameOf({ run, name, step }, ending) {
  return `${run}-${name}-step${step}.${ending}`.replaceAll(/[^A-Za-z0-9._-]/g, "-");
}

/** A button that saves what has this title, as a file of this kind. */
export function saveButton(title, kind, action) {
  const made = element("button", "", kind);
  made.type = "button";
  made.setAttribute("aria-label", `Save ${title} as ${kind}`);
  made.addEventListener("click", action);
  return made;
}

/** Has the browser save a file. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
