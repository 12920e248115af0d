const dark = matchMedia("(prefers-color-scheme: dark)");
const LINES = 6;

/** A custom property's value; a colour can be made translucent. A canvas knows no properties. */
export function colour(property, opacity = null) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(property).trim();
  if (opacity === null) {
    return value;
  }
  const percent = Math.round(Number(opacity) * 100);
  return `color-mix(in srgb, ${value} ${percent}%, transparent)`;
}

/** The custom property of the colour of a line by its place, of what has no colour of its own. */
export function lineProperty(place) {
  return `--line-${1 + (place % LINES)}`;
}

export function onThemeChange(listener) {
  dark.addEventListener("change", listener);
}
