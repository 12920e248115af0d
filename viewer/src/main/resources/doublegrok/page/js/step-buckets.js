/**
 * The bucket of a step, for at most so many buckets between two steps. They are even on a linear
 * axis and on a logarithmic one, as the server's are: early ones are as wide as a part of a decade,
 * late ones as a part of the whole.
 */
export function stepBuckets(from, to, most) {
  const first = Math.max(1, from);
  const end = Math.max(first + 1, to);
  const decades = Math.log(end / first);
  const span = end - first;
  const turn = span / decades;
  const each = (most - 2) / (Math.log(turn / first) / decades + (end - turn) / span);
  const early = Math.ceil((Math.log(turn / first) / decades) * each);
  return (step) => {
    const at = Math.max(first, step);
    return at < turn
      ? Math.min(early - 1, Math.floor((Math.log(at / first) / decades) * each))
      : early + Math.floor(((at - turn) / span) * each);
  };
}

/** Rows in the order of their steps, those of a bucket together. */
export function inBuckets(rows, bucketOf) {
  const buckets = [];
  let current = null;
  for (const row of rows) {
    const bucket = bucketOf(row.step);
    if (bucket === current) {
      buckets.at(-1).push(row);
    } else {
      buckets.push([row]);
      current = bucket;
    }
  }
  return buckets;
}

/** The rows with the least and the greatest value; none of those that have no value. */
export function extremes(rows, measure) {
  let least = null;
  let greatest = null;
  for (const row of rows) {
    const value = row[measure];
    if (value !== null && value !== undefined) {
      least = least === null || value < least[measure] ? row : least;
      greatest = greatest === null || value > greatest[measure] ? row : greatest;
    }
  }
  return least === null ? [] : [least, greatest];
}
