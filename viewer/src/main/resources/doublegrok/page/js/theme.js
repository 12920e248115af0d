const dark = matchMedia("(prefers-color-scheme: dark)");

/** A custom property's value; a colour can be made translucent. A canvas knows no properties. */
export function colour(property, opacity = null) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(property).trim();
  if (opacity === null) {
    return value;
  }
  const percent = Math.round(Number(opacity) * 100);
  return `color-mix(in srgb, ${value} ${percent}%, transparent)`;
}

export function onThemeChange(listener) {
  dark.addEventListener("change", listener);
}
