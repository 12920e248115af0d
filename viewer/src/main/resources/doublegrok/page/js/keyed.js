/**
 * Gives a place one child for each key, in this order. A child whose key stays is kept, so that
 * neither the focus nor the pointer loses it.
 */
export function keyed(place, keys, make, fill) {
  const had = new Map([...place.children].map((child) => [child.dataset.key, child]));
  const children = keys.map((key) => had.get(key) ?? labelled(make(key), key));
  if (children.length !== place.children.length
    || children.some((child, i) => child !== place.children[i])) {
    place.replaceChildren(...children);
  }
  children.forEach((child, i) => fill(child, keys[i]));
}

function labelled(child, key) {
  child.dataset.key = key;
  return child;
}

/** An element with a class and children. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}
