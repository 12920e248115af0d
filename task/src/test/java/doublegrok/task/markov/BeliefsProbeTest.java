package doublegrok.task.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.ModelActivations;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Points;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the probe finds in models whose streams and predictions are written down. */
final class BeliefsProbeTest {
  private static final HiddenProcess RRXOR = Processes.rrxor(0.5, 0.5);
  private static final HiddenProcess MESS3 = Processes.mess3(0.05, 0.85);
  private static final int LENGTH = 11;

  @Test
  void aFilterIsRecognised() {
    Map<String, Finding> found = find(RRXOR, 99);

    List<Double> layers = line(found, "model");
    assertThat(layers.get(0)).isCloseTo(line(found, "last 2 tokens").get(0), within(1e-3));
    assertThat(layers.get(1)).isGreaterThan(0.9999);
    assertThat(scalar(found, "beliefs-explained", "all layers")).isGreaterThan(0.9999);
    assertThat(scalar(found, "beliefs-distance", "divergence")).isCloseTo(0, within(1e-9));
    // (h(2) + .. + h(11)) / 10 of an independent program
    assertThat(scalar(found, "beliefs-distance", "loss")).isCloseTo(0.578185, within(1e-6));
    assertThat(scalar(found, "beliefs-distance", "nearest Markov order")).isEqualTo(10);
  }

  /** Scale and mean of a row are what a LayerNorm takes away: here they tell the belief. */
  @Test
  void theLastLayerIsAlsoLookedAtAsTheFinalLayerNormLeavesIt() {
    double[][] rows = BeliefsProbe.normalised(new double[][] {{1, 2, 3}, {10, 20, 30}, {5, 4, 3}});

    assertThat(rows[0]).containsExactly(new double[] {-1.224744, 0, 1.224744}, within(1e-4));
    assertThat(rows[1]).containsExactly(rows[0], within(1e-4));
    assertThat(rows[2]).containsExactly(new double[] {1.224744, 0, -1.224744}, within(1e-4));
    assertThat(scalar(find(RRXOR, 99), "beliefs-explained", "last layer, normalised"))
        .isBetween(0.5, 0.9999);
  }

  @Test
  void aMarkovModelIsAsFarFromTheFilterAsItsEntropiesSay() {
    Map<String, Finding> found = find(RRXOR, 2);

    // (h(2) + 9 h(3)) / 10, of an independent program
    assertThat(scalar(found, "beliefs-distance", "loss"))
        .isCloseTo((0.6931472 + 9 * 0.6365142) / 10, within(1e-6));
    assertThat(scalar(found, "beliefs-distance", "divergence"))
        .isCloseTo((0.6931472 + 9 * 0.6365142) / 10 - 0.578185, within(2e-6));
    assertThat(scalar(found, "beliefs-distance", "nearest Markov order")).isEqualTo(2);
  }

  /** All 36 but the three that less than four symbols lead to. */
  @Test
  void beliefsAreDrawnAndFoundWhereTheFilterHasThem() {
    Map<String, Finding> found = find(RRXOR, 99);
    Points exact = (Points) found.get("beliefs-plane-exact");
    Points read = (Points) found.get("beliefs-plane-model");

    assertThat(exact.coordinates()).hasSize(33).doesNotHaveDuplicates();
    assertThat(exact.labels()).hasSize(33).contains("0 0 0 0", "1 1 0 1");
    assertThat(exact.components().get(0).share())
        .isGreaterThan(exact.components().get(1).share());
    assertNear(exact, read, 0.01f);
  }

  @Test
  void theFractalStandsOnATriangle() {
    Map<String, Finding> found = find(MESS3, 99);
    Points exact = (Points) found.get("beliefs-plane-exact");

    assertThat(new HashSet<>(exact.coordinates())).hasSizeGreaterThan(1000);
    // Inside the triangle whose corners are 1 away from its middle.
    assertThat(exact.coordinates()).allSatisfy(point -> {
      assertThat(point.get(1)).isBetween(-0.5f, 1f);
      assertThat(Math.sqrt(3) * Math.abs(point.get(0)) + point.get(1)).isLessThanOrEqualTo(1.0001);
    });
    assertNear(exact, (Points) found.get("beliefs-plane-model"), 0.01f);
  }

  private static void assertNear(Points exact, Points read, float by) {
    for (int point = 0; point < exact.coordinates().size(); point++) {
      for (int i = 0; i < 2; i++) {
        assertThat(read.coordinates().get(point).get(i))
            .isCloseTo(exact.coordinates().get(point).get(i), within(by));
      }
    }
  }

  private static Map<String, Finding> find(HiddenProcess process, int order) {
    MarkovShape shape = new MarkovShape(List.of(process), process.symbols(), 0);
    return new BeliefsProbe(shape, LENGTH).find(new PlantedModel(shape.ensemble(), order));
  }

  private static double scalar(Map<String, Finding> found, String name, String label) {
    return ((Scalars) found.get(name))
        .scalars().stream()
            .filter(each -> each.label().equals(label))
            .mapToDouble(Scalar::value)
            .findFirst()
            .orElseThrow();
  }

  private static List<Double> line(Map<String, Finding> found, String label) {
    return ((Curve) found.get("beliefs-layers"))
        .lines().stream()
            .filter(each -> each.label().equals(label))
            .findFirst()
            .orElseThrow()
            .values();
  }

  /**
   * A model whose first block holds its last two symbols and whose second a map of the belief, and
   * which predicts what a filter does that sees so many of the last symbols.
   */
  private record PlantedModel(Ensemble ensemble, int order) implements AskedModel {
    private static final int WIDTH = 12;

    @Override
    public void predict(Sequences sequences, Predictions taker) {
      TokenSequences asked = TokenSequences.of(sequences);
      SequenceLayout layout = asked.layout();
      for (int row = 0; row < asked.count(); row++) {
        for (int answer = 0; answer < layout.answerPositions().size(); answer++) {
          int seen = layout.answerPositions().get(answer);
          double[] belief = belief(asked, row, Math.max(0, seen - order), seen);
          taker.add(row, answer, ensemble.next(belief));
        }
      }
    }

    @Override
    public ModelActivations activations(Sequences sequences, int count, int length) {
      TokenSequences asked = TokenSequences.of(sequences);
      return new ModelActivations() {
        @Override
        public int layers() {
          return 2;
        }

        @Override
        public int heads() {
          return 1;
        }

        @Override
        public float[] attentionOf(int layer, int sequence, int head) {
          throw new UnsupportedOperationException("nobody looks at attention");
        }

        @Override
        public float[] headOutputsAt(int layer, int head, int position) {
          throw new UnsupportedOperationException("nobody looks at heads");
        }

        @Override
        public float[] blockOutputsAt(int layer, int position) {
          float[] all = new float[count * WIDTH];
          for (int row = 0; row < count; row++) {
            float[] one = layer == 0 ? lastTwo(row, position) : mapped(row, position);
            System.arraycopy(one, 0, all, row * WIDTH, one.length);
          }
          return all;
        }

        private float[] lastTwo(int row, int position) {
          float[] code = new float[WIDTH];
          int symbols = ensemble.symbols();
          code[asked.token(row, position - 1) * symbols + asked.token(row, position)] = 1;
          return code;
        }

        private float[] mapped(int row, int position) {
          double[] belief = belief(asked, row, 0, position + 1);
          float[] mapped = new float[WIDTH];
          for (int i = 0; i < WIDTH; i++) {
            int output = i;
            mapped[i] = (float) (3
                + IntStream.range(0, belief.length)
                    .mapToDouble(
                        state -> Math.sin(1 + output + 2.5 * state * (output + 1)) * belief[state])
                    .sum());
          }
          return mapped;
        }
      };
    }

    private double[] belief(TokenSequences asked, int row, int from, int to) {
      double[] weights = ensemble.initial();
      for (int place = from; place < to; place++) {
        weights = ensemble.after(weights, asked.token(row, place));
      }
      return Ensemble.belief(weights);
    }
  }
}
