package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelState;
import doublegrok.record.AttentionPatterns;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.RatioHeads;
import doublegrok.spec.RunSpec;
import doublegrok.task.TokenSequences;
import doublegrok.task.modular.ModularSets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks into tiny untrained models: sizes and bounds, which hold for every model. */
final class MechanismProbeTest {
  private static final int COMPONENTS = 4;
  private static final RunSpec SHIFT = TinyCheckpoints.spec("swaps=[]");
  private static final RunSpec LINEAR = TinyCheckpoints.spec(
      "swaps=[]",
      "task.family=modular-linear",
      "task.modulus=7",
      "distribution.tasks=16",
      "distribution.shots=20",
      "model.layers=3");

  private ForwardProgram program;

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void everyPositionSpreadsItsAttentionOverWhatItHasSeen() {
    AttentionPatterns seen = probe(LINEAR).attention(trained(LINEAR, 3));

    int length = 16 * 3 - 1; // 16 of 20 examples, without the last answer
    assertThat(seen.getLayers()).isEqualTo(3);
    assertThat(seen.getHeads()).isEqualTo(2);
    assertThat(bytes(seen.getTokens()))
        .isEqualTo(Arrays.copyOf(trained(LINEAR, 3).bytes(), length));
    byte[] weights = bytes(seen.getWeights());
    assertThat(weights).hasSize(3 * 2 * length * length);
    for (int row = 0; row < 3 * 2 * length; row++) {
      int sum = 0;
      for (int column = 0; column < length; column++) {
        int weight = weights[row * length + column] & 0xFF;
        sum += weight;
        if (column > row % length) {
          assertThat(weight).as("what comes later").isZero();
        }
      }
      assertThat(sum).isCloseTo(255, Offset.offset(row % length / 2 + 1)); // each is rounded
    }
  }

  @Test
  void aShortSequenceIsShownWhole() {
    AttentionPatterns seen = probe(SHIFT).attention(trained(SHIFT, 1));

    assertThat(bytes(seen.getTokens())).hasSize(7);
    assertThat(bytes(seen.getWeights())).hasSize(2 * 2 * 7 * 7);
  }

  @Test
  void shiftsHaveNoRatio() {
    assertThat(probe(SHIFT).ratioHeads(SHIFT.family())).isEmpty();
  }

  @Test
  void everyHeadHasARatioScore() {
    RatioHeads heads = probe(LINEAR).ratioHeads(LINEAR.family()).orElseThrow();

    assertThat(heads.getLayers()).isEqualTo(3);
    assertThat(heads.getHeads()).isEqualTo(2);
    assertThat(heads.getScores())
        .hasSize(6)
        .allSatisfy(score -> assertThat(score).isBetween(-2.0, 2.0));
    assertThat(heads.getScores()).doesNotHaveDuplicates(); // each head has its own
  }

  /** 961 inputs fit into one call of 1024, 37 x 37 = 1369 do not: the scores must not notice. */
  @Test
  void aRatioScoreIsOverAllInputsHoweverManyCallsTheyTake() {
    RunSpec large = TinyCheckpoints.spec(
        "swaps=[]",
        "task.family=modular-linear",
        "task.modulus=37",
        "distribution.tasks=16",
        "model.layers=1");

    assertThat(probe(large).ratioHeads(large.family()).orElseThrow().getScores())
        .hasSize(2)
        .allSatisfy(score -> assertThat(Math.abs(score)).isLessThan(0.5)) // nothing is learned
        .allSatisfy(score -> assertThat(score).isNotZero());
  }

  @Test
  void theComponentsAreOfTheEmbeddingAndOfEveryBlock() {
    TokenSequences sequences = trained(SHIFT, 200);
    Map<String, PrincipalComponents> found =
        probe(SHIFT).components(Optional.of(embedding(SHIFT)), sequences);

    assertThat(found).containsOnlyKeys("embedding", "block-1", "block-2");
    int p = 11;
    assertThat(bytes(found.get("embedding").getTokens()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
        .hasSize(p);
    int points = 512 / 4 * 4; // whole sequences of four answers
    for (String block : List.of("block-1", "block-2")) {
      byte[] tokens = bytes(found.get(block).getTokens());
      assertThat(tokens).hasSize(points);
      for (int answer = 0; answer < 4; answer++) {
        for (int row = 0; row < points / 4; row++) {
          assertThat(tokens[answer * points / 4 + row])
              .isEqualTo(sequences.bytes()[row * 8 + 2 * answer + 1]);
        }
      }
    }
    found.values().forEach(each -> {
      assertThat(each.getComponents()).isEqualTo(COMPONENTS);
      assertThat(each.getPoints()).hasSize(bytes(each.getTokens()).length * COMPONENTS);
      assertThat(each.getVariance())
          .hasSize(COMPONENTS)
          .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0))
          .isSortedAccordingTo((one, other) -> Double.compare(other, one));
      assertThat(each.getVariance().stream().mapToDouble(share -> share).sum())
          .isLessThanOrEqualTo(1 + 1e-9);
    });
  }

  /** A point has the variance that its component is said to explain: checked for the embedding. */
  @Test
  void pointsVaryAsTheSharesSay() {
    FloatTensor embedding = embedding(SHIFT);
    PrincipalComponents found =
        probe(SHIFT).components(Optional.of(embedding), trained(SHIFT, 4)).get("embedding");

    int rows = 11;
    int width = embedding.values().length / rows;
    double total = 0;
    for (int column = 0; column < width; column++) {
      total += variance(embedding.values(), column, width, rows);
    }
    float[] points = new float[rows * COMPONENTS];
    for (int at = 0; at < points.length; at++) {
      points[at] = found.getPoints().get(at);
    }
    for (int component = 0; component < COMPONENTS; component++) {
      double share = variance(points, component, COMPONENTS, rows) / total;
      assertThat(found.getVariance().get(component)).isCloseTo(share, Offset.offset(1e-5));
    }
  }

  private static double variance(float[] values, int column, int width, int rows) {
    double mean = 0;
    double squares = 0;
    for (int row = 0; row < rows; row++) {
      mean += values[row * width + column] / rows;
      squares += Math.pow(values[row * width + column], 2) / rows;
    }
    return squares - mean * mean;
  }

  private MechanismProbe probe(RunSpec spec) {
    ComputeThreads.use(1);
    program =
        ForwardProgram.open(spec.model(), weights(spec), ComputeDevice.choose(DeviceChoice.CPU));
    return new MechanismProbe(spec.model(), program);
  }

  private static List<FloatTensor> weights(RunSpec spec) {
    return ModelState.initial(spec.model(), spec.optimizer(), 5).weights();
  }

  private static FloatTensor embedding(RunSpec spec) {
    return weights(spec).stream()
        .filter(each -> each.name().equals("embedding.weight"))
        .findFirst()
        .orElseThrow();
  }

  private static TokenSequences trained(RunSpec spec, int count) {
    return TokenSequences.of(spec.family()
        .evaluationSampler(List.of(spec.distribution()), spec.seed())
        .sequences(ModularSets.ID_TRAIN, count));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.limit()];
    buffer.duplicate().rewind().get(bytes);
    return bytes;
  }
}
