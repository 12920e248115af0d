package doublegrok.task.modular;

/** Set of the answers that a memoriser knows. */
@FunctionalInterface
interface KnownAnswers {
  /** All answers of all tasks. */
  KnownAnswers ALL = (latent, input) -> true;

  /** Whether the answer of this latent to the input with this number is known. */
  boolean contains(int latent, int input);
}
