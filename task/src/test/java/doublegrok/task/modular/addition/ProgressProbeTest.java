package doublegrok.task.modular.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.ModelActivations;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Points;
import doublegrok.task.finding.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the probe finds in a model that is written down. */
final class ProgressProbeTest {
  private static final Planted PLANTED =
      new Planted(23, List.of(1, 4, 9), List.of(4.0, 3.5, 2.0), 6, 0.25, 7);
  private static final Arithmetic PLUS = new Arithmetic(Operation.PLUS, 23);
  private static final PairSplit SPLIT = new PairSplit(PLUS, 0.4, 0, 1);

  private final Map<String, Finding> found = probe().find(new PlantedModel(true));

  @Test
  void measuresAreThoseOfThePlantedLogits() {
    AnswerLogits logits = new AnswerLogits(23, PLANTED.answers(), PLANTED.logits());

    close("restricted loss", 0.02528172502060713);
    close("excluded loss", logits.excluded(PLANTED.keys(), SPLIT::isTrained));
    close("loss of trained pairs", logits.loss(SPLIT::isTrained));
    close("loss of other pairs", logits.loss(pair -> !SPLIT.isTrained(pair)));
    close("key frequencies", 3);
    close("share in key directions", 0.957351126138822);
    close("share of cos w(a + b - c)", 0.9568037967585624);
    close("Gini of embedding", 0.487359437703327);
    close("Gini of neurons to logits", 0.487359437703327);
  }

  @Test
  void keysAreNamedAndDrawn() {
    Curve norms = (Curve) found.get("progress-frequencies");

    assertThat(found.get("progress").about().caption())
        .startsWith("Keys of this checkpoint: 1, 4, 9. Restricted");
    assertThat(norms.at()).hasSize(11).startsWith(1.0);
    assertThat(norms.lines())
        .extracting(Curve.Line::label)
        .containsExactly("embedding", "neurons to logits");
    assertThat(norms.lines().get(0).values().get(8)).isCloseTo(4.918512458177942, within(1e-9));
    assertThat(((Curve) found.get("progress-excluded")).lines().get(0).values()).hasSize(11);
  }

  @Test
  void frequenciesHaveTheSharesOfTheirSquaredNorms() {
    Curve norms = (Curve) found.get("progress-frequencies");
    List<Double> read = norms.lines().get(0).values();
    double whole = read.stream().mapToDouble(norm -> norm * norm).sum();

    List<Scalar> shares = found.get("progress-embedding").scalars();

    assertThat(shares).hasSize(11).extracting(Scalar::label).startsWith("frequency 1");
    assertThat(shares.get(8).value())
        .isCloseTo(read.get(8) * read.get(8) / whole, within(1e-12))
        .isGreaterThan(0.2);
    assertThat(shares.stream().mapToDouble(Scalar::value).sum()).isCloseTo(1, within(1e-12));
  }

  /** Of the highest cosine, 4.0 and what the tilt and the memory add. */
  @Test
  void answersStandOnACircleInTheKeyPlane() {
    Points plane = (Points) found.get("progress-plane");

    assertThat(plane.about().caption()).endsWith("for k = 1.");
    assertThat(plane.orders().get(0).places()).startsWith(0, 1, 2).endsWith(22);
    for (int answer = 0; answer < 23; answer++) {
      double angle = 2 * Math.PI * answer / 23;
      assertThat((double) plane.coordinates().get(answer).get(0))
          .isCloseTo(4.24 * Math.cos(angle), within(0.35));
      assertThat((double) plane.coordinates().get(answer).get(1))
          .isCloseTo(4.24 * Math.sin(angle), within(0.35));
    }
  }

  @Test
  void weightsAreSummedByTensor() {
    double embedding = 0;
    for (double[] row : PLANTED.embedding(12)) {
      for (double each : row) {
        embedding += each * each;
      }
    }

    List<Scalar> scalars = found.get("progress-weights").scalars();
    assertThat(scalars)
        .extracting(Scalar::label)
        .containsExactly(
            "all",
            "embedding.weight",
            "blocks.0.mlp.in.weight",
            "blocks.0.mlp.out.weight",
            "head.weight");
    assertThat(scalars.get(1).value()).isCloseTo(embedding + 12, within(1e-9));
    assertThat(scalars.get(0).value()).isCloseTo(2 * (embedding + 12) + 24, within(1e-9));
  }

  /** Who shows no weights has no keys, and nothing is said of them. */
  @Test
  void aModelWithoutWeightsHasNoKeys() {
    assertThat(probe().find(new PlantedModel(false))).containsOnlyKeys("progress-weights");
  }

  private static FamilyProbe probe() {
    return new ProgressProbe(PLUS, SPLIT);
  }

  private void close(String label, double expected) {
    Scalar scalar = found.get("progress").scalars().stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow();
    assertThat(scalar.value()).as(label).isCloseTo(expected, within(1e-9));
  }

  /** A model of these logits, with a little for =, and of matrices that pass the embedding on. */
  private record PlantedModel(boolean shown) implements AskedModel {
    @Override
    public void predict(Sequences sequences, Predictions taker) {
      double[][] logits = PLANTED.logits();
      for (int row = 0; row < sequences.count(); row++) {
        int pair = PLUS.pair((TokenSequences) sequences, row);
        double[] predicted = new double[24];
        double sum = 1;
        for (double logit : logits[pair]) {
          sum += Math.exp(logit);
        }
        for (int c = 0; c < 23; c++) {
          predicted[c] = Math.exp(logits[pair][c]) / sum;
        }
        predicted[23] = 1 / sum;
        taker.add(row, 0, predicted);
      }
    }

    @Override
    public ModelActivations activations(Sequences sequences, int count, int length) {
      throw new UnsupportedOperationException("nobody looks inside");
    }

    @Override
    public Optional<double[][]> matrix(String name) {
      return shown ? shown(name) : Optional.empty();
    }

    private static Optional<double[][]> shown(String name) {
      return switch (name) {
        case "embedding.weight", "head.weight" -> {
          double[][] rows = new double[24][];
          System.arraycopy(PLANTED.embedding(12), 0, rows, 0, 23);
          rows[23] = new double[12];
          Arrays.fill(rows[23], 1);
          yield Optional.of(rows);
        }
        case "blocks.0.mlp.in.weight", "blocks.0.mlp.out.weight" -> {
          double[][] identity = new double[12][12];
          for (int i = 0; i < 12; i++) {
            identity[i][i] = 1;
          }
          yield Optional.of(identity);
        }
        default -> Optional.empty();
      };
    }
  }
}
