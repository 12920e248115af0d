package doublegrok.task.modular.addition;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Objective;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.modular.Modulus;
import java.util.List;
import java.util.Optional;

/**
 * Arithmetic mod p of two numbers (Power et al. 2022, arXiv 2201.02177; Nanda et al. 2023, arXiv
 * 2301.05217): a sequence is the tokens a, b, = and the answer. There is one task, and a split of
 * all p^2 pairs; a batch of as many sequences as there are trained pairs is the whole training set.
 *
 * @param values of the keys below {@code task}
 */
public record ModularAddition(Values values) implements Family {
  /** What is done with the two numbers. */
  public static final Key<Operation> OPERATION = Key.choice("operation", Operation.class)
      .or(Operation.PLUS)
      .about("What is asked of a and b: a + b, a - b, a b, or a^2 + ab + b^2.");

  /** Share of the pairs that is trained on. */
  public static final Key<Double> PAIR_FRACTION = Key.decimal(
          "pair_fraction", Interval.ABOVE_ZERO_TO_ONE)
      .about("Share of the ordered pairs (a, b) that is trained on; the rest is held out.");

  private static final Key<Double> LABEL_NOISE = Distribution.LABEL_NOISE.about(
      "Probability that a pair is trained with a uniform draw as its answer, always the same.");

  /** The kind in run specs. */
  public static final FamilyKind KIND = new FamilyKind(
      "modular-addition",
      List.of(Modulus.KEY, OPERATION),
      List.of(PAIR_FRACTION, LABEL_NOISE),
      ModularAddition::new);

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return arithmetic().layout().form();
  }

  @Override
  public Objective objective() {
    return Objective.CROSS_ENTROPY;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    return arithmetic().layout();
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    int pairs = arithmetic().pairs();
    double fraction = distribution.get(PAIR_FRACTION);
    String key = "distribution." + PAIR_FRACTION.name();
    return PairSplit.trainCount(pairs, fraction) > 0
        ? List.of()
        : List.of(new Violation(
            key,
            key + " must leave a pair of " + pairs + " to train on, was " + fraction
                + "; set it to at least " + 1.0 / pairs));
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    Violation.requireNone(this, distribution);
    return new PairTraining(arithmetic(), split(distribution, seed), seed);
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return AdditionSets.all();
  }

  /** Of the others, commutativity tells the mirrored pairs before there is a circuit. */
  @Override
  public Optional<EvaluationSet> phaseSet() {
    return Optional.of(AdditionSets.FRESH);
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    Violation.requireNone(this, history);
    List<PairSplit> splits = history.stream().map(each -> split(each, seed)).toList();
    return new PairEvaluation(arithmetic(), splits, seed);
  }

  @Override
  public List<Reference> references() {
    return AdditionReferences.all();
  }

  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    Distribution current = Violation.requireNone(this, history);
    return Optional.of(
        new AdditionReferences(arithmetic(), split(current, seed), current.get(LABEL_NOISE)));
  }

  /** How far the circuit of a sum or a difference has come. */
  @Override
  public List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    Distribution current = Violation.requireNone(this, history);
    Operation operation = values.get(OPERATION);
    boolean rotates = operation == Operation.PLUS || operation == Operation.MINUS;
    return rotates && values.get(Modulus.KEY) <= ProgressProbe.LARGEST_MODULUS
        ? List.of(new ProgressProbe(arithmetic(), split(current, seed)))
        : List.of();
  }

  @Override
  public String latentName(int latent) {
    return "c = %s mod %d".formatted(values.get(OPERATION).words(), values.get(Modulus.KEY));
  }

  private Arithmetic arithmetic() {
    return new Arithmetic(values.get(OPERATION), values.get(Modulus.KEY));
  }

  private PairSplit split(Distribution distribution, long seed) {
    return new PairSplit(
        arithmetic(), distribution.get(PAIR_FRACTION), distribution.get(LABEL_NOISE), seed);
  }
}
