package doublegrok.task.random;

/**
 * Purpose of random numbers. Every purpose has counters of its own, so a change in one, for example
 * other label noise, leaves the numbers of all others as they were.
 */
public enum RandomStream {
  /** Which latent tasks are trained on; index: the draw of the selection. */
  TASK_SELECTION(0),
  /** Which inputs are trained on; index: the latent task, or 0 for a split that tasks share. */
  INPUT_SPLIT(1),
  /** Which task each sequence of a training batch has; index: the batch. */
  TRAINING_TASKS(2),
  /** The inputs of a training batch; index: the batch. */
  TRAINING_INPUTS(3),
  /** Which sequences of a training batch the curriculum replaces; index: the batch. */
  CURRICULUM(4),
  /** Which answers are replaced; index: the batch, or 0 for those that always are. */
  LABEL_NOISE(5),
  /** The order in which the tasks of a set are evaluated; index: 0. */
  EVALUATION_ORDER(6),
  /** Evaluation sequences of inputs that are trained on; index: task and round. */
  EVALUATION_TRAIN(7),
  /** Evaluation sequences that hold held-out inputs; index: task and round. */
  EVALUATION_HELD_OUT(8),
  /** Evaluation sequences of any inputs; index: task and round. */
  EVALUATION_ANY(9),
  /** Initial weights of a model; index: the tensor. */
  INITIAL_WEIGHTS(10),
  /** The context of a query grid; index: the latent task. */
  QUERY_GRIDS(11),
  /** Sequences that fit two tasks alike; index: shot and row. */
  IMPOSTOR_PROBES(12),
  /** Labels that a probe replaces; index: the share of them and the row. */
  LABEL_NOISE_PROBES(13),
  /** The weights of a latent task of real numbers; index: the task. */
  TASK_WEIGHTS(14),
  /** The axes of the inputs' covariance; index: 0. */
  AXES(15),
  /** Which labels of a context are wrong, and what they are; index: how many and the row. */
  WRONG_LABELS(16),
  /** Which word's belief another word is given, as a test of a probe; index: 0. */
  SHUFFLED_BELIEFS(18),
  /** Noise that a chain at a temperature is moved by; index: the chain and its step. */
  LANGEVIN(19);

  // Part of every batch's identity: never renumber.
  private final int id;

  RandomStream(int id) {
    this.id = id;
  }

  public int id() {
    return id;
  }
}
