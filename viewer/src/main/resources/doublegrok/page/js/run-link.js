import { element } from "./keyed.js";

/** A link to a run's own view, by its name. */
export function runLink(name) {
  const link = element("a", "", name);
  link.href = `?run=${encodeURIComponent(name)}`;
  link.dataset.run = name;
  return link;
}

/** A plain click on such a link stays on the page; with a modifier the browser opens it elsewhere. */
export function openRunsOf(place, view) {
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-run]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      view.open(link.dataset.run);
    }
  });
}
