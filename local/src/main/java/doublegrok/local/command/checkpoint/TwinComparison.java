package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.work.AnswerRecorder;
import doublegrok.evaluator.work.AnswerRecorder.Recorded;
import doublegrok.explain.effect.SetEffect;
import doublegrok.explain.effect.ShareEffect;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.record.CheckpointManifest;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.EvaluationSet;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.stream.CommonContexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comparison of runs with an unchanged twin, all of which are asked the twin's questions. */
final class TwinComparison {
  private final SoundCheckpoints sound;
  private final RunSpecs specs;
  private final CheckpointManifest twin;
  private final RunSpec spec;
  private final AnswerRecorder recorder;
  private final Recorded answers;
  private final Optional<CoefficientComparison> coefficients;
  private final Map<String, Scalar> coefficient;

  /**
   * Asks the twin.
   *
   * @param twin its checkpoint
   * @param coefficients whether learning coefficients are compared too
   */
  TwinComparison(
      SoundCheckpoints sound,
      RunSpecs specs,
      CheckpointManifest twin,
      ComputeDevice device,
      boolean coefficients) {
    this.sound = sound;
    this.specs = specs;
    this.twin = twin;
    this.spec = spec(twin);
    this.recorder = new AnswerRecorder(spec, twin.getDistributionVersion(), device);
    this.answers = answers(twin);
    this.coefficients = coefficients
        ? Optional.of(new CoefficientComparison(spec, twin.getDistributionVersion(), device))
        : Optional.empty();
    this.coefficient = coefficient(twin);
  }

  /**
   * Asks another.
   *
   * @param title its changes, for a person
   * @param other its checkpoint at the same step
   */
  Compared with(String title, CheckpointManifest other) {
    Recorded changed = answers(other);
    Map<String, SetEffect> sets = new LinkedHashMap<>();
    answers
        .sets()
        .forEach((set, mine) -> sets.put(set, SetEffect.of(mine, changed.sets().get(set))));
    return new Compared(
        other.getRun(),
        title,
        "",
        other.getWeights().equals(twin.getWeights()),
        sets,
        ShareEffect.of(answers.spectra(), changed.spectra()),
        CoefficientComparison.effects(coefficient, coefficient(other)),
        otherQuestions(other));
  }

  private List<String> otherQuestions(CheckpointManifest other) {
    CommonContexts contexts = new CommonContexts(spec, spec(other));
    return spec.family().evaluationSets().stream()
        .filter(set -> answers.sets().containsKey(set.label()))
        .filter(set -> contexts.refusal().isPresent()
            || !contexts.same(set, twin.getDistributionVersion(), other.getDistributionVersion()))
        .map(EvaluationSet::label)
        .toList();
  }

  private Recorded answers(CheckpointManifest manifest) {
    return recorder.of(weights(manifest));
  }

  /** None if they are not asked for. */
  private Map<String, Scalar> coefficient(CheckpointManifest manifest) {
    return coefficients.map(each -> each.of(weights(manifest))).orElseGet(Map::of);
  }

  private List<FloatTensor> weights(CheckpointManifest manifest) {
    return WeightsFile.read(sound.weights(manifest)).tensors();
  }

  private RunSpec spec(CheckpointManifest manifest) {
    return specs.parse(manifest.getSpec(), "run " + manifest.getRun(), List.of());
  }
}
