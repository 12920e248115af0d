const NOTHING = "\u2013";
const THIN = "\u202f";
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function known(value) {
  return value !== null && value !== undefined && Number.isFinite(value);
}

export function count(value) {
  return known(value) ? whole.format(value) : NOTHING;
}

/** 0.9731 as "97.3", without its unit. */
export function percent(ratio) {
  return known(ratio) ? (ratio * 100).toFixed(1) : NOTHING;
}

export function percentWithUnit(ratio) {
  return known(ratio) ? `${percent(ratio)}${THIN}%` : NOTHING;
}

/** Three significant digits, as powers of ten when very small. */
export function number(value) {
  if (!known(value)) {
    return NOTHING;
  }
  if (value !== 0 && Math.abs(value) < 1e-3) {
    return value.toExponential(1);
  }
  return Math.abs(value) >= 1000 ? whole.format(value) : value.toPrecision(3);
}

/** Whole numbers on an axis: short, but exact for round ones. */
export function axisCount(value) {
  if (Math.abs(value) < 10000) {
    return whole.format(value);
  }
  return value < 1e6 ? `${+(value / 1e3).toFixed(2)}k` : `${+(value / 1e6).toFixed(2)}M`;
}

export function duration(seconds) {
  if (!known(seconds) || seconds < 0) {
    return NOTHING;
  }
  const s = Math.round(seconds);
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)} min ${s % 60} s`;
  }
  return s < 172800
    ? `${Math.floor(s / 3600)} h ${Math.round((s % 3600) / 60)} min`
    : `${Math.round(s / 86400)} days`;
}
