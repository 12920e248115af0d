/** The evaluation sets in the order in which they are shown. */
export const SETS = [
  "id-train", "id-test", "ood-train", "ood-test", "ood", "formerly-id-train", "formerly-id-test",
];

/** Dashes say "held-out inputs" without colour. */
const DASHED = new Set(["id-test", "ood-test", "formerly-id-test"]);

export function inOrder(sets) {
  const place = (set) => (SETS.includes(set) ? SETS.indexOf(set) : SETS.length);
  return sets.sort((a, b) => place(a) - place(b) || a.localeCompare(b));
}

export function isDashed(set) {
  return DASHED.has(set);
}
