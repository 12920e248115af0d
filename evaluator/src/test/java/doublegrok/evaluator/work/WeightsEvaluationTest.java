package doublegrok.evaluator.work;

import static doublegrok.evaluator.work.CheckpointEvaluatorTest.untimed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SharesFinding;
import doublegrok.spec.RunSpec;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.TokenSequences;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightsEvaluationTest {
  private static final String LINEAR = "task.family=modular-linear";
  private static final Probes ALWAYS = Probes.builtIn().always();

  private final ComputeDevice cpu = ComputeDevice.choose(DeviceChoice.CPU);
  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir
  private Path directory;

  @BeforeEach
  void computeAsTheWorkerDoes() {
    ComputeThreads.use(1);
  }

  /** Wide initial weights make the model confident of what it guesses. */
  @ParameterizedTest
  @CsvSource({"task.family=modular-shift, 0", "task.family=modular-shift, 1", LINEAR + ", 0"})
  void findsWhatAWorkerFindsInTheSameWeights(String family, int version) {
    RunSpec spec = TinyCheckpoints.spec(
        family,
        "task.modulus=7",
        "distribution.tasks=5",
        "model.init_std=0.5",
        "probes={label-noise: 1}");
    TinyCheckpoints checkpoints = new TinyCheckpoints(directory);
    CheckpointManifest manifest =
        TinyCheckpoints.manifest("a", 200, version, spec, checkpoints.weights(spec, 3));
    List<FloatTensor> anyOrder = new ArrayList<>(weights(spec, 3));
    Collections.reverse(anyOrder);

    Subject subject = new Subject("a", 200, manifest.getWeights().getSha256());
    Findings found = new WeightsEvaluation(spec, version, Probes.builtIn().of(Cost.CHEAP))
        .of(subject, anyOrder, cpu, clock);

    try (CheckpointEvaluator worker = checkpoints.evaluator()) {
      Findings expected = worker.evaluate(manifest);
      assertThat(found.levels()).isPresent().isEqualTo(expected.levels());
      assertThat(untimed(found.sets())).isEqualTo(untimed(expected.sets()));
      assertThat(found.probes()).isEqualTo(expected.probes());
    }
  }

  /**
   * With a head of zeros every token has the same logit. Then the smallest token is the answer, so
   * as many are right as truths are 0, and each costs ln p.
   */
  @ParameterizedTest
  @CsvSource({"task.family=modular-shift, 11, 8", LINEAR + ", 7, 16"})
  void aConstantModelIsTheUniformReference(String family, int p, int tasks) {
    RunSpec spec = TinyCheckpoints.spec(
        "swaps=[]", family, "task.modulus=" + p, "distribution.tasks=" + tasks, "model.tied=false");
    List<FloatTensor> constant = weights(spec, 0).stream()
        .map(each -> each.name().equals("head.weight")
            ? new FloatTensor(each.name(), each.shape(), new float[each.values().length])
            : each)
        .toList();

    Findings found = evaluate(spec, constant);

    EvaluationSampler sampler =
        spec.family().evaluationSampler(List.of(spec.distribution()), spec.seed());
    assertThat(found.sets()).hasSameSizeAs(sampler.sets());
    for (EvaluationSet set : sampler.sets()) {
      TokenSequences asked =
          TokenSequences.of(sampler.sequences(set, spec.evaluation().sequences()));
      assertThat(of(found, set).getShots()).allSatisfy(shot -> {
        assertThat(shot.getCorrect()).isEqualTo(zeros(asked, shot.getShot()));
        assertThat(shot.getSummedLoss())
            .isCloseTo(shot.getTotal() * Math.log(p), within(1e-9 * shot.getTotal()));
        assertThat(uniform(shot.getAttribution())).isGreaterThan(0.97);
        assertThat(shot.getUnexplained()).isLessThan(1e-4);
      });
    }
    assertThat(found.probes()).singleElement().satisfies(probe -> {
      SharesFinding spectrum = (SharesFinding) probe.getBody();
      assertThat(spectrum.getShares())
          .filteredOn(share -> share.getLabel().equals("uniform"))
          .singleElement()
          .satisfies(share -> assertThat(share.getValue()).isGreaterThan(0.97));
    });
  }

  @Test
  void probesOnDemandThoughTheSpecNeverDoes() {
    RunSpec spec = TinyCheckpoints.spec("evaluation.probe_every=0");
    List<FloatTensor> weights = weights(spec, 0);

    assertThat(evaluate(spec, weights).probes())
        .extracting(ProbeResult::getName)
        .containsExactly("spectrum");
    assertThat(new WeightsEvaluation(spec, 0, Probes.builtIn().of(Cost.CHEAP))
            .of(new Subject("", 0, ""), weights, cpu, clock)
            .probes())
        .extracting(ProbeResult::getName)
        .contains("spectrum", "attention", "components-embedding", "components-block-2")
        .anyMatch(name -> name.startsWith("grid-"));
  }

  @Test
  void modelsThatAnswerWithNoNumbersHaveNoSpectrum() {
    List<FloatTensor> unsound = weights(TinyCheckpoints.SPEC, 0).stream()
        .map(each -> {
          float[] values = each.values().clone();
          values[0] = Float.NaN;
          return new FloatTensor(each.name(), each.shape(), values);
        })
        .toList();

    Findings found = evaluate(TinyCheckpoints.SPEC, unsound);

    assertThat(found.probes()).isEmpty();
    assertThat(found.sets()).flatExtracting(SetEvaluation::getShots).allSatisfy(shot -> {
      assertThat(shot.getCorrect()).isZero();
      assertThat(shot.getUnexplained()).isNull();
    });
  }

  @Test
  void weightsOfAnotherModelAreRefused() {
    RunSpec wider = TinyCheckpoints.spec("model.vocabulary=13");

    assertThatThrownBy(() -> evaluate(TinyCheckpoints.SPEC, weights(wider, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights do not fit the spec's model: embedding.weight must be [11, 32],"
            + " was [13, 32]");
  }

  @ParameterizedTest
  @CsvSource({"-1", "2"})
  void aVersionThatTheSpecDoesNotPlanIsRefused(int version) {
    assertThatThrownBy(() -> new WeightsEvaluation(TinyCheckpoints.SPEC, version, ALWAYS)
            .of(new Subject("", 0, ""), weights(TinyCheckpoints.SPEC, 0), cpu, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the distribution's version must be 0..1, as the run spec plans, was %d"
            .formatted(version));
  }

  private Findings evaluate(RunSpec spec, List<FloatTensor> weights) {
    return new WeightsEvaluation(spec, 0, ALWAYS).of(new Subject("", 0, ""), weights, cpu, clock);
  }

  private static List<FloatTensor> weights(RunSpec spec, long seed) {
    return ModelState.initial(spec.model(), spec.optimizer(), seed).weights();
  }

  private static SetEvaluation of(Findings found, EvaluationSet set) {
    return found.sets().stream()
        .filter(each -> each.getSet().equals(set.label()))
        .findFirst()
        .orElseThrow();
  }

  private static long zeros(TokenSequences asked, int shot) {
    int length = asked.layout().length();
    int position = asked.layout().answerPositions().get(shot - asked.layout().firstShot());
    long zeros = 0;
    for (int sequence = 0; sequence < asked.count(); sequence++) {
      zeros += asked.bytes()[sequence * length + position] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** The share of the references that cannot be told from the uniform one. */
  private static double uniform(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .filter(share -> List.of(share.getKey().split("\\|")).contains("uniform"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
