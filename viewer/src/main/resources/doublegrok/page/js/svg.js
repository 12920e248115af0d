const NAMESPACE = "http://www.w3.org/2000/svg";

/** Of what is to be saved, not shown: the browser loads nothing for it. */
const APART = document.implementation.createHTMLDocument("");

/** An element of a drawing on the page, with attributes and children. */
export function svg(name, attributes = {}, ...children) {
  return made(document, name, attributes, children);
}

/** An element of a drawing that is only to be saved. */
export function savedSvg(name, attributes = {}, ...children) {
  return made(APART, name, attributes, children);
}

function made(owner, name, attributes, children) {
  const element = owner.createElementNS(NAMESPACE, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

/** Maps an interval of values to one of pixels. */
export function linear([low, high], [from, to]) {
  return (value) => from + ((value - low) / (high - low || 1)) * (to - from);
}

/** A drawing as the text of a file. */
export function svgText(drawing) {
  return new XMLSerializer().serializeToString(drawing);
}
