import { extremes, inBuckets } from "./step-buckets.js";

const MOST_BUCKETS = 500;

/**
 * The rows of a range that a chart needs: of those that share a pixel or two the first, the last and
 * the extremes of every measure, so that their line looks like the line through all. And one row on
 * either side, which the line comes from and goes to. No row is made up.
 */
export function thin(rows, range, logarithmic, measures) {
  return inPixels(rows, range, logarithmic).flatMap((bucket) => {
    if (bucket.length < 3) {
      return bucket;
    }
    const kept = new Set([bucket[0], bucket.at(-1),
      ...measures.flatMap((measure) => extremes(bucket, measure))]);
    return bucket.filter((row) => kept.has(row));
  });
}

/**
 * The rows of a range, those together that share a pixel or two. Buckets have widths that are powers
 * of two, in steps or in decades, so that they stay put while a run grows.
 */
export function inPixels(rows, [from, to], logarithmic) {
  const place = logarithmic ? (step) => Math.log10(Math.max(step, 1)) : (step) => step;
  const width = 2 ** Math.ceil(Math.log2((place(to) - place(from)) / MOST_BUCKETS));
  const begin = Math.max(0, firstNotBefore(rows, from) - 1);
  const shown = rows.slice(begin, firstNotBefore(rows, to) + 1)
    .filter((row) => !logarithmic || row.step >= 1);
  return inBuckets(shown, (step) => Math.floor(place(step) / width));
}

function firstNotBefore(rows, step) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].step < step) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
