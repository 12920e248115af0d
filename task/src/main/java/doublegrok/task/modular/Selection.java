package doublegrok.task.modular;

/** Ways of choosing the in-distribution latent tasks (He et al. 2024, arXiv 2406.02550). */
public enum Selection {
  /** Uniform draws without replacement. */
  RANDOM,
  /** Groups of four that form rectangles in the plane of (a, b); modular-linear only. */
  RECTANGLES
}
