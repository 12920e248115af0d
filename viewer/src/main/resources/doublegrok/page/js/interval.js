/** Standard normal quantile of a two-sided 95 % interval. */
export const Z = 1.96;
