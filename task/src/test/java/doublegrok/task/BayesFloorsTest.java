package doublegrok.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of floors against sums that are written out, with weights and of every form. */
final class BayesFloorsTest {
  private static final Reference HALF = new Reference("half", Reference.Skill.GENERAL, true, 1);
  private static final int COUNT = 5;

  private static final class Known implements ReferencePredictors {
    private final double[] prediction;

    /** It always says this. */
    Known(double... prediction) {
      this.prediction = prediction;
    }

    @Override
    public List<Reference> references() {
      return List.of(HALF);
    }

    @Override
    public void predict(Sequences sequences, int row, double[] predictions) {
      int answers = sequences.layout().answerPositions().size();
      for (int at = 0; at < answers * prediction.length; at++) {
        predictions[at] = prediction[at % prediction.length];
      }
    }
  }

  /** Over a vocabulary that needs two bytes a token. */
  @ParameterizedTest
  @EnumSource
  void ofTokensTheFloorIsTheMeanByTheWeights(Objective objective) {
    SequenceForm.Tokens form = new SequenceForm.Tokens(300);
    SequenceLayout layout = new SequenceLayout(form, 3, List.of(1, 2), List.of(0.5f, 2f), 0);
    double[] said = new double[300];
    said[7] = 0.25;
    said[299] = 0.75;

    double expected = 0;
    for (int batch = 0; batch < 2; batch++) {
      for (int row = 0; row < COUNT; row++) {
        for (int answer = 0; answer < 2; answer++) {
          boolean seven = token(batch, row, answer + 1) == 7;
          double nats = -Math.log(seven ? 0.25 : 0.75);
          double square = (seven ? 2 * 0.75 * 0.75 : 2 * 0.25 * 0.25) / 300;
          double loss = objective == Objective.CROSS_ENTROPY ? nats : square;
          expected += (answer == 0 ? 0.5 : 2) * loss / (2.5 * COUNT * 2);
        }
      }
    }

    assertThat(floor(objective, layout, new Known(said))).isCloseTo(expected, within(1e-12));
  }

  /** Targets are shares of the outputs, as of a distribution. */
  @ParameterizedTest
  @EnumSource
  void ofRealsTheFloorIsTheMeanByTheWeights(Objective objective) {
    SequenceForm.Reals form = new SequenceForm.Reals(1, 2);
    SequenceLayout layout = new SequenceLayout(form, 2, List.of(0, 1), List.of(3f, 1f), 0);
    double expected = 0;
    for (int batch = 0; batch < 2; batch++) {
      for (int row = 0; row < COUNT; row++) {
        for (int answer = 0; answer < 2; answer++) {
          double share = share(batch, row, answer);
          double nats = -share * Math.log(0.2) - (1 - share) * Math.log(0.8);
          double square = (share - 0.2) * (share - 0.2); // as large at both outputs
          double loss = objective == Objective.CROSS_ENTROPY ? nats : square;
          expected += (answer == 0 ? 3 : 1) * loss / (4 * COUNT * 2);
        }
      }
    }

    assertThat(floor(objective, layout, new Known(0.2, 0.8))).isCloseTo(expected, within(1e-6));
  }

  @Test
  void whatHasNoWeightMayBeImpossible() {
    SequenceForm.Tokens form = new SequenceForm.Tokens(300);
    double[] said = new double[300];
    said[7] = 1; // at the second position stands another token, too
    SequenceLayout layout = new SequenceLayout(form, 3, List.of(1, 2), List.of(1f, 0f), 0);
    Sequences sevens =
        tokens(layout, IntStream.generate(() -> 7).limit(3 * COUNT).toArray());
    Sequences other = tokens(
        layout, IntStream.range(0, 3 * COUNT).map(at -> at % 3 == 2 ? 299 : 7).toArray());

    for (Sequences each : List.of(sevens, other)) {
      assertThat(BayesFloors.of(Objective.CROSS_ENTROPY, always(each), new Known(said), 2, COUNT)
              .floor(HALF)
              .orElseThrow()
              .mean())
          .isZero();
    }
  }

  private static double floor(Objective objective, SequenceLayout layout, Known known) {
    TrainingSampler sampler = new TrainingSampler() {
      @Override
      public Sequences batch(long index, int sequences) {
        return drawn(layout, (int) index);
      }

      @Override
      public int[] inDistribution() {
        return new int[1];
      }
    };
    return BayesFloors.of(objective, sampler, known, 2, COUNT)
        .floor(HALF)
        .orElseThrow()
        .mean();
  }

  private static TrainingSampler always(Sequences block) {
    return new TrainingSampler() {
      @Override
      public Sequences batch(long index, int sequences) {
        return block;
      }

      @Override
      public int[] inDistribution() {
        return new int[1];
      }
    };
  }

  private static Sequences drawn(SequenceLayout layout, int batch) {
    if (layout.form() instanceof SequenceForm.Tokens) {
      return tokens(
          layout,
          IntStream.range(0, COUNT * 3).map(at -> token(batch, at / 3, at % 3)).toArray());
    }
    float[] targets = new float[COUNT * 4];
    for (int at = 0; at < targets.length; at += 2) {
      targets[at] = (float) share(batch, at / 4, at / 2 % 2);
      targets[at + 1] = 1 - targets[at];
    }
    return new RealSequences(layout, COUNT, new float[COUNT * 2], targets, new int[COUNT]);
  }

  private static Sequences tokens(SequenceLayout layout, int[] tokens) {
    byte[] bytes = new byte[2 * tokens.length];
    for (int at = 0; at < tokens.length; at++) {
      TokenSequences.put(bytes, layout.tokens(), at, tokens[at]);
    }
    return new TokenSequences(layout, COUNT, bytes, new int[COUNT]);
  }

  private static int token(int batch, int row, int position) {
    return new Random(100L * batch + 10L * row + position).nextBoolean() ? 7 : 299;
  }

  private static double share(int batch, int row, int answer) {
    return new Random(100L * batch + 10L * row + answer).nextDouble();
  }
}
