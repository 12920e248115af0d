const MOST_POINTS = 500;

/**
 * Merges rows that would share a few pixels: their mean, and the range they span. Buckets have
 * widths that are powers of two, in steps or in decades, so that they stay put while a run grows.
 */
export function thin(rows, [from, to], logarithmic) {
  const place = logarithmic ? (step) => Math.log10(Math.max(step, 1)) : (step) => step;
  const span = place(to) - place(from);
  const width = 2 ** Math.ceil(Math.log2(span / MOST_POINTS));
  if (!logarithmic && width <= 1) {
    return rows;
  }
  const merged = [];
  let bucket = [];
  let current = null;
  for (const row of rows) {
    const index = Math.floor(place(row.step) / width);
    if (index !== current && bucket.length > 0) {
      merged.push(merge(bucket));
      bucket = [];
    }
    current = index;
    bucket.push(row);
  }
  return bucket.length > 0 ? [...merged, merge(bucket)] : merged;
}

function merge(rows) {
  if (rows.length === 1) {
    return rows[0];
  }
  return {
    step: rows.at(-1).step,
    loss: mean(rows.map((row) => row.loss)),
    minLoss: extreme(rows.map((row) => row.minLoss), Math.min),
    maxLoss: extreme(rows.map((row) => row.maxLoss), Math.max),
    learningRate: mean(rows.map((row) => row.learningRate)),
  };
}

function mean(values) {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : null;
}

function extreme(values, choose) {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? known.reduce((a, b) => choose(a, b)) : null;
}
