package doublegrok.task.modular;

/**
 * Ways of choosing the in-distribution latent tasks; the first two are those of He et al. 2024,
 * arXiv 2406.02550.
 */
public enum Selection {
  /** Uniform draws without replacement. */
  RANDOM,
  /** Groups of four that form rectangles in the plane of (a, b); modular-linear only. */
  RECTANGLES,
  /** A fifth of all, evenly spaced on the circle of the latents, comes last; modular-shift only. */
  SPACED
}
