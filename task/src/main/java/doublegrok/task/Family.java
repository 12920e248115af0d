package doublegrok.task;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Optional;

/** A family of latent tasks: the geometry of its sequences and the sampler of its distributions. */
public interface Family {
  /** The kind that makes this family from {@link #values}. */
  FamilyKind kind();

  /** The values of the kind's keys below {@code task}. */
  Values values();

  /** The keys below {@code distribution}, their rules as narrow as this family makes them. */
  default List<Key<?>> distributionKeys() {
    return kind().distribution();
  }

  /** Name in run specs. */
  default String name() {
    return kind().name();
  }

  /** What its sequences are made of. */
  SequenceForm form();

  /** The loss that a model of it is trained by. */
  Objective objective();

  /** The layout of training sequences, which may differ with what a swap may change. */
  SequenceLayout layout(Distribution distribution);

  /** The rules of this family that the distribution breaks; empty if it can be sampled. */
  List<Violation> violations(Distribution distribution);

  /**
   * The training batches of one distribution; construction does the splits, once.
   *
   * @throws IllegalArgumentException if the distribution has violations
   */
  TrainingSampler trainingSampler(Distribution distribution, long seed);

  /** Every evaluation set that it can have, in the order in which they are shown. */
  List<EvaluationSet> evaluationSets();

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
   * Accuracy that a model has at the last shot of a set without the skill that the set asks for:
   * transitions are gains and losses above it. Of a set for which some references have too little
   * skill it is theirs, and this is not asked.
   *
   * <p>By default that of a guess among all tokens, which is too little where some are frequent.
   * Empty if no answer is right or wrong, as among reals: then there are no
   * transitions, whose detectors count right answers.
   */
  default Optional<Double> unskilledAccuracy(EvaluationSet set) {
    return form() instanceof SequenceForm.Tokens tokens
        ? Optional.of(1.0 / tokens.vocabulary())
        : Optional.empty();
  }

  /**
   * The set whose loss tells the phases of grokking: what is never trained on, and cannot be known
   * but by the rule. Empty if there are no such phases.
   */
  default Optional<EvaluationSet> phaseSet() {
    return Optional.empty();
  }

  /** Every reference that it can have, in the order in which they are told; none if empty. */
  default List<Reference> references() {
    return List.of();
  }

  /**
   * What algorithms that a model may be running predict, for the tasks, inputs and label noise of
   * the current distribution. Without label noise contexts are taken to have none, under noise a
   * prediction is of the token as it is drawn.
   *
   * @param history distributions, oldest first, the last one current
   * @return empty if the family has no references
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  default Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    return Optional.empty();
  }

  /**
   * Questions that only make sense for this family's models, with what they ask drawn: the same at
   * every call. Not thread-safe: every thread has its own.
   *
   * @param history distributions, oldest first, the last one current
   * @param means that the run spec gives them: values of the kind's keys below {@code evaluation}
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  default List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    return List.of();
  }

  /** Whether each position of its sequences shows a whole example, of reals x and then y. */
  default boolean wholeExamples() {
    return false;
  }

  /** A latent task in words, for example {@code z = 2 x + 3 y mod 11}. */
  default String latentName(int latent) {
    return "task " + latent;
  }

  /** Orders in which its models may represent the tokens, the most telling first. */
  default List<TokenOrder> tokenOrders() {
    return form() instanceof SequenceForm.Tokens tokens
        ? List.of(TokenOrder.byNumber(tokens.vocabulary()))
        : List.of();
  }
}
