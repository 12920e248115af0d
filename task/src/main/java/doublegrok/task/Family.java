package doublegrok.task;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;

/** A family of latent tasks: the geometry of its sequences and the sampler of its distributions. */
public interface Family {
  /** The kind that makes this family from {@link #values}. */
  FamilyKind kind();

  /** The values of the kind's keys below {@code task}. */
  Values values();

  /** The keys below {@code distribution}, with rules as narrow as this family's values make them. */
  default List<Key<?>> distributionKeys() {
    return kind().distribution();
  }

  /** Name in run specs, for example {@code modular-linear}. */
  default String name() {
    return kind().name();
  }

  /** Token identifiers are 0 .. vocabulary - 1; at most 256. */
  int vocabulary();

  /** The layout of training sequences with this many shots. */
  SequenceLayout layout(int shots);

  /** The rules of this family that the distribution breaks; empty if it can be sampled. */
  List<Violation> violations(Distribution distribution);

  /**
   * The training batches of one distribution; construction does the splits, once.
   *
   * @throws IllegalArgumentException if the distribution has violations
   */
  TrainingSampler trainingSampler(Distribution distribution, long seed);

  /**
   * The evaluation sets after a history of distributions, oldest first, the last one current: tasks
   * trained now, trained in an earlier version and not now, and never trained in any version.
   * Evaluation sequences have neither label noise nor curriculum, and come from a random stream
   * that training never touches.
   *
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  EvaluationSampler evaluationSampler(List<Distribution> history, long seed);

  /**
   * What algorithms that a model may be running predict, for the tasks, inputs and label noise of
   * the current distribution. Without label noise contexts are taken to have none, under noise a
   * prediction is of the token as it is drawn.
   *
   * @param history distributions, oldest first, the last one current
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  ReferencePredictors references(List<Distribution> history, long seed);

  /**
   * Pictures to take of a model: all queries after the same examples, true answers, the same grids
   * at every call. A family of planes has one for the first task trained now ({@code id}) and one
   * for the first never trained ({@code ood}), if there is one; a family with one coordinate has
   * one of all tasks ({@code tasks}).
   *
   * @param history distributions, oldest first, the last one current
   * @param shots examples of context before each query, from 0 to 511
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  List<QueryGrid> queryGrids(List<Distribution> history, long seed, int shots);

  /**
   * A probe for every shot of the current distribution but the first: true answers, and the same
   * sequences at every call. Empty where no never-trained task can be mistaken for a trained one:
   * in a family with one coordinate, with one shot, or if all tasks are or were trained.
   *
   * @param history distributions, oldest first, the last one current
   * @param perShot sequences of each probe, at least 1; never-trained tasks are covered evenly
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  List<ImpostorProbe> impostorProbes(List<Distribution> history, long seed, int perShot);
}
