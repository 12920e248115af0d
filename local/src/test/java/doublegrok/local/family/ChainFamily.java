package doublegrok.local.family;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Family;
import doublegrok.task.FamilyKind;
import doublegrok.task.Objective;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import doublegrok.task.Violation;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Markov chain of 300 tokens, of two bytes each: after t comes t + 1, or by a jump one of 256 ..
 * 263. Every position but the first counts, the later the more. There is one chain and no task to
 * choose, so that a distribution is a length.
 *
 * @param values of the keys below {@code task}
 */
public record ChainFamily(Values values) implements Family {
  static final Key<Double> JUMP =
      Key.decimal("jump", Interval.ABOVE_ZERO_TO_ONE).or(0.25);
  static final EvaluationSet FRESH = new EvaluationSet("id-test", Tasks.NOW, Inputs.ANY, 1);
  static final Reference EXACT = new Reference("exact", Reference.Skill.GENERAL, true, 3);

  private static final int VOCABULARY = 300;
  private static final int LANDING = 256;
  private static final int LANDINGS = 8;

  /** The kind in run specs. */
  public static final FamilyKind KIND =
      new FamilyKind("chain", List.of(JUMP), List.of(Distribution.LENGTH), ChainFamily::new);

  @Override
  public FamilyKind kind() {
    return KIND;
  }

  @Override
  public SequenceForm form() {
    return new SequenceForm.Tokens(VOCABULARY);
  }

  @Override
  public Objective objective() {
    return Objective.CROSS_ENTROPY;
  }

  @Override
  public SequenceLayout layout(Distribution distribution) {
    int length = distribution.get(Distribution.LENGTH);
    List<Integer> positions = IntStream.range(1, length).boxed().toList();
    List<Float> weights =
        positions.stream().map(position -> (float) position / (length - 1)).toList();
    return new SequenceLayout(form(), length, positions, weights, 0);
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    return List.of();
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    return new TrainingSampler() {
      @Override
      public Sequences batch(long index, int sequences) {
        return drawn(
            distribution, sequences, new CounterRandom(seed, RandomStream.TRAINING_INPUTS, index));
      }

      @Override
      public int[] inDistribution() {
        return new int[1];
      }
    };
  }

  @Override
  public List<EvaluationSet> evaluationSets() {
    return List.of(FRESH);
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    return new EvaluationSampler() {
      @Override
      public List<EvaluationSet> sets() {
        return evaluationSets();
      }

      @Override
      public Sequences sequences(EvaluationSet set, int sequences) {
        return drawn(
            history.get(history.size() - 1),
            sequences,
            new CounterRandom(seed, RandomStream.EVALUATION_ANY, 0));
      }
    };
  }

  /** That of the last landing, the most frequent token: eight tokens lead there. */
  @Override
  public Optional<Double> unskilledAccuracy(EvaluationSet set) {
    return Optional.of((1 - Math.pow(1 - values.get(JUMP), LANDINGS)) / LANDINGS);
  }

  @Override
  public List<Reference> references() {
    return List.of(EXACT);
  }

  @Override
  public Optional<ReferencePredictors> references(List<Distribution> history, long seed) {
    return Optional.of(new ReferencePredictors() {
      @Override
      public List<Reference> references() {
        return List.of(EXACT);
      }

      @Override
      public void predict(Sequences sequences, int row, double[] predictions) {
        TokenSequences tokens = TokenSequences.of(sequences);
        Arrays.fill(predictions, 0);
        int from = 0;
        for (int position : tokens.layout().answerPositions()) {
          double jump = values.get(JUMP);
          predictions[from + (tokens.token(row, position - 1) + 1) % VOCABULARY] = 1 - jump;
          for (int landing = LANDING; landing < LANDING + LANDINGS; landing++) {
            predictions[from + landing] += jump / LANDINGS;
          }
          from += VOCABULARY;
        }
      }
    });
  }

  private TokenSequences drawn(Distribution distribution, int count, CounterRandom numbers) {
    SequenceLayout layout = layout(distribution);
    byte[] bytes = new byte[count * layout.length() * layout.tokens().tokenBytes()];
    for (int row = 0; row < count; row++) {
      int token = numbers.below(VOCABULARY);
      for (int position = 0; position < layout.length(); position++) {
        TokenSequences.put(bytes, layout.tokens(), row * layout.length() + position, token);
        boolean jumps = numbers.nextDouble() < values.get(JUMP);
        token = jumps ? LANDING + numbers.below(LANDINGS) : (token + 1) % VOCABULARY;
      }
    }
    return new TokenSequences(layout, count, bytes, new int[count]);
  }
}
