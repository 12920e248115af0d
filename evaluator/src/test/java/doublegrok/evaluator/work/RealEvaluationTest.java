package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.evaluator.probe.Probes;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SharesFinding;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluations of models of real numbers, of which it is known what they say. */
final class RealEvaluationTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @BeforeEach
  void computeAsTheWorkerDoes() {
    ComputeThreads.use(1);
  }

  /** With a read-out of zeros it says 0: that is one of the references. */
  @Test
  void aModelThatSaysNothingIsZero() {
    RunSpec spec = spec("task-diversity", "swaps=[]");

    Findings found = evaluate(spec, 0);

    EvaluationSampler sampler =
        spec.family().evaluationSampler(List.of(spec.distribution()), spec.seed());
    assertThat(found.sets()).hasSameSizeAs(sampler.sets());
    for (EvaluationSet set : sampler.sets()) {
      float[] targets = ((RealSequences) sampler.sequences(set, 32)).targets();
      double squares = IntStream.range(0, targets.length)
          .mapToDouble(i -> targets[i])
          .map(y -> y * y)
          .sum();
      SetEvaluation evaluation = of(found, set);
      assertThat(evaluation.getShots().stream()
              .mapToDouble(shot -> shot.getSummedLoss())
              .sum())
          .isCloseTo(squares, within(1e-6 * squares));
      assertThat(evaluation.getShots()).allSatisfy(shot -> {
        assertThat(zero(shot.getAttribution())).isCloseTo(1, within(1e-6));
        assertThat(shot.getUnexplained()).isZero();
      });
    }
    assertThat(found.probes()).singleElement().satisfies(probe -> {
      SharesFinding spectrum = (SharesFinding) probe.getBody();
      assertThat(spectrum.getAbout().getCaption())
          .isEqualTo("Dmmse memorises tasks, ridge solves any.");
      assertThat(spectrum.getShares())
          .filteredOn(share -> share.getLabel().equals("zero"))
          .singleElement()
          .satisfies(share -> assertThat(share.getValue()).isCloseTo(1, within(1e-6)));
    });
  }

  /** Initial weights say something that has nothing to do with the examples. */
  @Test
  void whatNoReferenceSaysIsUnexplained() {
    RunSpec spec = spec("regression-softmax", "model.init_std=0.5");

    Findings found = evaluate(spec, 1);

    assertThat(found.probes()).singleElement().satisfies(probe -> {
      SharesFinding spectrum = (SharesFinding) probe.getBody();
      assertThat(spectrum.getAbout().getCaption()).isEqualTo("Ridge solves any.");
    });

    assertThat(found.sets())
        .flatExtracting(SetEvaluation::getShots)
        .allSatisfy(shot -> assertThat(shot.getUnexplained()).isGreaterThan(0.5));
  }

  @ParameterizedTest
  @CsvSource({"33, true", "32, false", "17, false"})
  void longerContextsAreAskedWhereTheModelHasRoom(int context, boolean asked) {
    RunSpec spec = spec("regression-softmax", "model.context=" + context);

    EvaluationContexts contexts = new EvaluationContexts(spec, 0);

    assertThat(contexts.sets().keySet())
        .extracting(EvaluationSet::label)
        .contains("ood", "ood-noise")
        .satisfies(labels -> assertThat(labels.contains("ood-context-double")).isEqualTo(asked));
  }

  private static RunSpec spec(String preset, String... more) {
    List<String> overrides =
        new ArrayList<>(List.of("model.width=16", "model.layers=1", "evaluation.sequences=32"));
    overrides.addAll(Arrays.asList(more));
    return RunSpecs.builtIn().parse(Presets.text(preset), preset, overrides);
  }

  private static Findings evaluate(RunSpec spec, float readOut) {
    List<FloatTensor> weights =
        ModelState.initial(spec.model(), spec.optimizer(), 3).weights().stream()
            .map(each -> each.name().equals("read_out.weight") ? times(each, readOut) : each)
            .toList();
    return new WeightsEvaluation(spec, 0, Probes.builtIn().always())
        .of(new Subject("", 0, ""), weights, ComputeDevice.choose(DeviceChoice.CPU), CLOCK);
  }

  private static FloatTensor times(FloatTensor tensor, float factor) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new FloatTensor(tensor.name(), tensor.shape(), values);
  }

  private static SetEvaluation of(Findings found, EvaluationSet set) {
    return found.sets().stream()
        .filter(each -> each.getSet().equals(set.label()))
        .findFirst()
        .orElseThrow();
  }

  /** The share of the references that cannot be told from zero. */
  private static double zero(Map<String, Double> shares) {
    return shares.entrySet().stream()
        .filter(share -> List.of(share.getKey().split("\\|", -1)).contains("zero"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
