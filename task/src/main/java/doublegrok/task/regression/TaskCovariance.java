package doublegrok.task.regression;

/** Kind of covariance that the weights of the tasks have. */
enum TaskCovariance {
  /** The identity. */
  IDENTITY,
  /** The inverse of the inputs', so that whitened inputs have isotropic tasks (Ahn et al.). */
  INVERSE
}
