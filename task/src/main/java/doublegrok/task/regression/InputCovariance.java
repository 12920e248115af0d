package doublegrok.task.regression;

/** Kind of covariance that the inputs have. */
enum InputCovariance {
  /** The identity. */
  ISOTROPIC,
  /** The eigenvalues, along the coordinates. */
  DIAGONAL,
  /** The eigenvalues, along a random basis that the run's seed draws. */
  ROTATED
}
