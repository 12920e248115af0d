package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelState;
import doublegrok.spec.RunSpec;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Points;
import doublegrok.task.modular.ModularSets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks into tiny untrained models: sizes and bounds, which hold for every model. */
final class ModelProbesTest {
  private static final int COMPONENTS = 4;
  private static final RunSpec SHIFT = TinyCheckpoints.spec("swaps=[]");
  private static final RunSpec LINEAR = TinyCheckpoints.spec(
      "swaps=[]",
      "task.family=modular-linear",
      "task.modulus=7",
      "distribution.tasks=16",
      "distribution.shots=20",
      "model.layers=3");

  private Optional<ForwardProgram> opened = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(ForwardProgram::close);
    opened = Optional.empty();
  }

  @Test
  void everyPositionSpreadsItsAttentionOverWhatItHasSeen() {
    Matrices seen = (Matrices) find("attention", LINEAR, 3).get("attention");

    int length = 16 * 3 - 1; // 16 of 20 examples, without the last answer
    byte[] tokens = TokenSequences.of(trained(LINEAR, 3)).bytes();
    assertThat(seen.rows())
        .isEqualTo(seen.columns())
        .isEqualTo(IntStream.range(0, length)
            .mapToObj(at -> (at + 1) + " (token " + tokens[at] + ")")
            .toList());
    assertThat(seen.abreast()).isEqualTo(2);
    assertThat(seen.layers())
        .extracting(Layer::label)
        .startsWith("layer 1 head 1", "layer 1 head 2", "layer 2 head 1")
        .hasSize(3 * 2);
    for (Layer layer : seen.layers()) {
      byte[] weights = ((Cells.Shades) layer.cells()).shades();
      assertThat(weights).hasSize(length * length);
      for (int row = 0; row < length; row++) {
        int sum = 0;
        for (int column = 0; column < length; column++) {
          int weight = weights[row * length + column] & 0xFF;
          sum += weight;
          if (column > row) {
            assertThat(weight).as("what comes later").isZero();
          }
        }
        assertThat(sum).isCloseTo(255, Offset.offset(row / 2 + 1)); // each is rounded
      }
    }
  }

  @Test
  void aShortSequenceIsShownWhole() {
    Matrices seen = (Matrices) find("attention", SHIFT, 1).get("attention");

    assertThat(seen.rows()).hasSize(7);
    assertThat(seen.layers())
        .hasSize(2 * 2)
        .allSatisfy(layer -> assertThat(layer.cells().rows()).isEqualTo(7));
  }

  @Test
  void shiftsHaveNoRatio() {
    assertThat(find("family", SHIFT, 1))
        .containsOnlyKeys(
            "grid-tasks",
            "votes-eta",
            "votes-id-train",
            "votes-id-test",
            "votes-ood",
            "votes-wrong-labels",
            "votes-algorithm");
  }

  @Test
  void everyHeadHasARatioScore() {
    List<Double> scores = ratioScores(LINEAR, 3, 2);

    assertThat(scores).allSatisfy(score -> assertThat(score).isBetween(-2.0, 2.0));
    assertThat(scores).doesNotHaveDuplicates(); // each head has its own
  }

  /** 961 inputs fit into one call of 1024, 37 x 37 = 1369 do not: the scores must not notice. */
  @Test
  void aRatioScoreIsOverAllInputsHoweverManyCallsTheyTake() {
    RunSpec large = TinyCheckpoints.spec(
        "swaps=[]",
        "task.family=modular-linear",
        "task.modulus=37",
        "distribution.tasks=16",
        "evaluation.grid_shots=0",
        "evaluation.impostors=0",
        "model.layers=1");

    assertThat(ratioScores(large, 1, 2))
        .allSatisfy(score -> assertThat(Math.abs(score)).isLessThan(0.5)) // nothing is learned
        .allSatisfy(score -> assertThat(score).isNotZero());
  }

  private List<Double> ratioScores(RunSpec spec, int layers, int heads) {
    Matrices found = (Matrices) find("family", spec, 1).get("ratio-heads");
    assertThat(found.rows()).hasSize(layers);
    assertThat(found.columns()).hasSize(heads);
    return ((Cells.Numbers) found.layers().get(0).cells()).numbers();
  }

  @Test
  void theComponentsAreOfTheEmbeddingAndOfEveryBlock() {
    Sequences sequences = trained(SHIFT, 200);
    Map<String, Finding> found = new LinkedHashMap<>(find("components-blocks", SHIFT, 200));
    assertThat(found).containsOnlyKeys("components-block-1", "components-block-2");
    Points embedding = embedding();
    found.put("components-embedding", embedding);

    int p = 11;
    assertThat(embedding.labels())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
        .hasSize(p);
    int points = 512 / 4 * 4; // whole sequences of four answers
    for (String block : List.of("components-block-1", "components-block-2")) {
      List<String> tokens = ((Points) found.get(block)).labels();
      assertThat(tokens).hasSize(points);
      for (int answer = 0; answer < 4; answer++) {
        for (int row = 0; row < points / 4; row++) {
          assertThat(tokens.get(answer * points / 4 + row))
              .isEqualTo(Integer.toString(TokenSequences.of(sequences).token(row, 2 * answer + 1)));
        }
      }
    }
    found.values().forEach(each -> {
      Points plane = (Points) each;
      assertThat(plane.coordinates())
          .hasSize(plane.labels().size())
          .allSatisfy(point -> assertThat(point).hasSize(COMPONENTS));
      assertThat(plane.components())
          .extracting(Points.Component::share)
          .hasSize(COMPONENTS)
          .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0))
          .isSortedAccordingTo((one, other) -> Double.compare(other, one));
      assertThat(
              plane.components().stream().mapToDouble(Points.Component::share).sum())
          .isLessThanOrEqualTo(1 + 1e-9);
      assertThat(plane.orders()).extracting(Points.Order::label).containsExactly("number");
    });
  }

  /** What reads no tokens has no embedding, and is probed all the same. */
  @Test
  void aModelWithoutAnEmbeddingHasNoComponentsOfOne() {
    Examination bare = examination(SHIFT, 4);

    assertThat(named("components-embedding")
            .find(new Examination(
                bare.spec(),
                List.of(),
                bare.model(),
                bare.trained(),
                Optional.empty(),
                List::of,
                TinyCheckpoints.NO_LANDSCAPE,
                () -> false)))
        .isEmpty();
  }

  /** A point has the variance that its component is said to explain: checked for the embedding. */
  @Test
  void pointsVaryAsTheSharesSay() {
    FloatTensor embedding = weights(SHIFT).stream()
        .filter(each -> each.name().equals("embedding.weight"))
        .findFirst()
        .orElseThrow();
    Points found = embedding();

    int rows = 11;
    int width = embedding.values().length / rows;
    double total = 0;
    for (int column = 0; column < width; column++) {
      total += variance(embedding.values(), column, width, rows);
    }
    float[] points = new float[rows * COMPONENTS];
    for (int at = 0; at < points.length; at++) {
      points[at] = found.coordinates().get(at / COMPONENTS).get(at % COMPONENTS);
    }
    for (int component = 0; component < COMPONENTS; component++) {
      double share = variance(points, component, COMPONENTS, rows) / total;
      assertThat(found.components().get(component).share()).isCloseTo(share, Offset.offset(1e-5));
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

  private Points embedding() {
    return (Points) find("components-embedding", SHIFT, 4).get("components-embedding");
  }

  private Map<String, Finding> find(String probe, RunSpec spec, int sequences) {
    return named(probe).find(examination(spec, sequences));
  }

  private static Probe named(String name) {
    return Probes.builtIn().named(name).orElseThrow();
  }

  private Examination examination(RunSpec spec, int sequences) {
    close();
    ComputeThreads.use(1);
    ForwardProgram program =
        ForwardProgram.open(spec.model(), weights(spec), ComputeDevice.choose(DeviceChoice.CPU));
    opened = Optional.of(program);
    return new Examination(
        spec,
        weights(spec),
        new AskedProgram(program, List.of(), () -> false),
        trained(spec, sequences),
        Optional.empty(),
        new EvaluationContexts(spec, 0)::questions,
        TinyCheckpoints.NO_LANDSCAPE,
        () -> false);
  }

  private static List<FloatTensor> weights(RunSpec spec) {
    return ModelState.initial(spec.model(), spec.optimizer(), 5).weights();
  }

  private static Sequences trained(RunSpec spec, int count) {
    return spec.family()
        .evaluationSampler(List.of(spec.distribution()), spec.seed())
        .sequences(ModularSets.ID_TRAIN, count);
  }
}
