import { count } from "./format.js";

const MOST_SHOWN = 50;
let shown = "";

/** The list of what happened, newest first; checkpoints are only ticks on the charts. */
export function showEvents(marks) {
  const events = marks.filter((mark) => mark.kind !== "checkpoint").reverse().slice(0, MOST_SHOWN);
  const key = JSON.stringify(events);
  if (key === shown) {
    return;
  }
  shown = key;
  const place = document.getElementById("events");
  place.parentElement.hidden = events.length === 0;
  place.replaceChildren(...events.map(row));
}

function row(mark) {
  const item = document.createElement("li");
  item.append(part("at", count(mark.step)), part("kind", mark.kind), part("label", mark.label));
  return item;
}

function part(className, text) {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
