package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.explain.coefficient.Landscape;
import doublegrok.log.EvaluationScores;
import doublegrok.log.RecordedFindings;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelState;
import doublegrok.model.ModelWeights;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.Score;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalars;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoefficientProbeTest {
  private static final String SHORT = "probes.learning-coefficient={every: 1, n_beta: [300, 30],"
      + " settle: 5, burn_in: 4, draws: 8, batches: 2, sequences: 16, looks: 2}";
  private static final RunSpec SPEC = TinyCheckpoints.spec("swaps=[]", SHORT);
  private static final ComputeDevice CPU = ComputeDevice.choose(DeviceChoice.CPU);

  /** In a direction, by central differences; of tokens, of reals, of every architecture. */
  @ParameterizedTest
  @ValueSource(strings = {"smoke", "regression", "addition", "mess3"})
  void theGradientIsTheLosses(String preset) {
    RunSpec spec = RunSpecs.builtIn()
        .parse(Presets.text(preset), preset, List.of("batch.sequences=16", "swaps=[]"));
    float[] weights = flat(spec);
    try (ForwardProgram program = program(spec)) {
      Landscape landscape = landscape(spec, program);
      float[] gradient = new float[landscape.dimensions()];
      double loss = landscape.gradient(1, weights, gradient);
      double square = 0;
      for (float each : gradient) {
        square += (double) each * each;
      }
      double reach = 5e-3 / Math.sqrt(square); // moves the loss by about as much as that
      double difference = landscape.loss(1, along(weights, gradient, reach))
          - landscape.loss(1, along(weights, gradient, -reach));

      assertThat(landscape.loss(1, weights)).isEqualTo(loss);
      assertThat(landscape.loss(0, weights)).isNotEqualTo(loss);
      assertThat(difference / (2 * reach)).isCloseTo(square, within(.03 * square));
    }
  }

  @Test
  void theLevelsAreTheEvaluations() {
    EvaluationContexts contexts = new EvaluationContexts(SPEC, 0);
    try (ForwardProgram program = program(SPEC)) {
      List<SetEvaluation> sets = new ModelEvaluator(
              contexts, program, weights(SPEC), Clock.systemUTC(), () -> false)
          .evaluate(new Subject("a", 0, ""), new Probes(List.of()))
          .sets();
      Landscape landscape = new ModelLandscape(contexts, program, 1, 65_536, () -> false);

      List<Landscape.Level> levels = landscape.levels(flat(SPEC));

      assertThat(landscape.contexts())
          .extracting(Landscape.Context::label)
          .containsExactlyElementsOf(sets.stream().map(SetEvaluation::getSet).toList());
      for (int set = 0; set < sets.size(); set++) {
        Score all = sets.get(set).getShots().stream()
            .map(EvaluationScores::of)
            .reduce(Score::plus)
            .orElseThrow();
        assertThat(levels.get(set).loss()).isEqualTo(all.meanLoss());
        assertThat(levels.get(set).accuracy()).isEqualTo(all.accuracy());
      }
      assertThat(landscape.contexts().get(0).guessing().accuracy()).isCloseTo(1 / 11.0, within(.1));
    }
  }

  @Test
  void aCheckpointHasCoefficientsOfItsSets(@TempDir Path directory) {
    Map<String, Finding> found = found(directory, SPEC);

    assertThat(found.keySet())
        .containsExactly(
            "learning-coefficient",
            "coefficient",
            "coefficient-light",
            "coefficient-by-set",
            "melting",
            "melting-temperature",
            "coefficient-traces");
    Curve coefficients = (Curve) found.get("learning-coefficient");
    assertThat(coefficients.at()).containsExactly(30.0, 300.0);
    assertThat(coefficients.lines())
        .extracting(Curve.Line::label)
        .containsExactly("training", "id-train", "id-test", "ood");
    assertThat(((Curve) found.get("melting")).at()).containsExactly(1 / 300.0, 1 / 30.0);
    assertThat(((Curve) found.get("coefficient-traces")).lines()).hasSize(4);
  }

  /** Too short to be at equilibrium: it says so, and shows no number. */
  @Test
  void whatIsNoEstimateIsNotShown(@TempDir Path directory) {
    Map<String, Finding> found = found(directory, SPEC);

    assertThat(((Scalars) found.get("coefficient")).scalars())
        .allSatisfy(each -> assertThat(each.value()).isNaN());
    assertThat(found.get("learning-coefficient").about().caption())
        .contains("At n beta 300")
        .contains("red, ");
  }

  @Test
  void theSameCheckpointIsFoundTheSameAndItsWeightsStay(@TempDir Path directory) {
    assertThat(found(directory, SPEC)).isEqualTo(found(directory, SPEC));
    EvaluationContexts contexts = new EvaluationContexts(SPEC, 0);
    try (ForwardProgram program = program(SPEC)) {
      ModelEvaluator evaluator =
          new ModelEvaluator(contexts, program, weights(SPEC), Clock.systemUTC(), () -> false);
      Subject subject = new Subject("a", 0, "");
      float[] before = program.outputs(contexts.trained().rows(0, 4));
      evaluator.probe(subject, Probes.builtIn().due(SPEC, 0));

      assertThat(program.outputs(contexts.trained().rows(0, 4))).containsExactly(before);
    }
  }

  @Test
  void itEndsWhenThereIsNoMoreTime() {
    EvaluationContexts contexts = new EvaluationContexts(SPEC, 0);
    try (ForwardProgram program = program(SPEC)) {
      Landscape landscape = new ModelLandscape(contexts, program, 1, 4, () -> true);

      assertThatThrownBy(() -> landscape.loss(0, flat(SPEC)))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> landscape.levels(flat(SPEC)))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> program.moveWeights(new float[3]))
          .hasMessageMatching("the model has \\d+ weights, was given 3");
    }
  }

  @Test
  void itsCostIsToldBefore() {
    Probe probe = Probes.builtIn().named("learning-coefficient").orElseThrow();
    RunSpec plain = TinyCheckpoints.spec("swaps=[]");

    assertThat(probe.told(plain, plain.evaluation().means(probe.name(), probe.means())))
        .hasValue("1,304 gradients of %d sequences, each about a training step, and 49 looks at 256"
                .formatted(plain.sequences())
            + " sequences of every set");
  }

  private static Map<String, Finding> found(Path directory, RunSpec spec) {
    TinyCheckpoints checkpoints = new TinyCheckpoints(directory);
    Map<String, Finding> found = new LinkedHashMap<>();
    try (Prober prober = checkpoints.prober(Probes.builtIn().of(Cost.DEAR))) {
      for (ProbeResult each : TinyCheckpoints.looks(prober, checkpoints.untrained(spec, 5))) {
        found.put(each.getName(), RecordedFindings.of(each, Optional::empty).orElseThrow());
      }
    }
    return found;
  }

  private static Landscape landscape(RunSpec spec, ForwardProgram program) {
    return new ModelLandscape(new EvaluationContexts(spec, 0), program, 2, 8, () -> false);
  }

  private static ForwardProgram program(RunSpec spec) {
    ComputeThreads.use(1);
    return ForwardProgram.open(spec.model(), weights(spec), CPU);
  }

  private static List<FloatTensor> weights(RunSpec spec) {
    return ModelState.initial(spec.model(), spec.optimizer(), 5).weights();
  }

  private static float[] flat(RunSpec spec) {
    return ModelWeights.flat(weights(spec));
  }

  private static float[] along(float[] weights, float[] direction, double by) {
    float[] moved = Arrays.copyOf(weights, weights.length);
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (by * direction[i]);
    }
    return moved;
  }
}
