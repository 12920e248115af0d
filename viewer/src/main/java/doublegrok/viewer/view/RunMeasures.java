package doublegrok.viewer.view;

import doublegrok.task.Score;
import doublegrok.task.finding.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mapping from a run's standing to the numbers by which runs of a sweep are compared. */
public final class RunMeasures {
  /** The one that is no number: what the model has learned. */
  public static final String PHASE = "phase";

  /** What begins the step at which a transition was completed. */
  static final String COMPLETED = "completed.";

  private static final String SPECTRUM = "spectrum";

  private RunMeasures() {}

  /**
   * Every number that is known: {@code completed.SKILL} in steps, {@code gap} in decades, {@code
   * loss}, {@code accuracy.SET} or {@code error.SET}, {@code share.REFERENCE}, {@code
   * probe.NAME.SCALAR}.
   */
  public static Map<String, Double> of(RunSummary summary) {
    Map<String, Double> measures = new LinkedHashMap<>();
    Explanation explanation = summary.explanation();
    explanation
        .completions()
        .forEach((transition, each) -> put(measures, COMPLETED + transition.label(), each.step()));
    put(measures, "gap", explanation.doubleGrokkingGap().orElse(Double.NaN));
    put(measures, "loss", summary.measures().loss());
    summary.accuracies().forEach((set, score) -> put(measures, label(set, score), of(score)));
    Map<String, Double> shares = explanation.spectrum().map(Mixture::shares).orElseGet(Map::of);
    shares.forEach((reference, share) -> put(measures, "share." + reference, share));
    explanation.measures().forEach((probe, scalars) -> put(measures, probe, scalars, shares));
    return measures;
  }

  /** How a set's score is called. */
  public static String label(String set, Score score) {
    return (score.hasAnswers() ? "accuracy." : "error.") + set;
  }

  /** How a probe's number is called; those of the spectrum are shares. */
  public static String label(String probe, Scalar scalar) {
    return probe.equals(SPECTRUM)
        ? "share." + scalar.label()
        : "probe." + probe + "." + scalar.label();
  }

  /** What is shown of a score. */
  public static double of(Score score) {
    return score.hasAnswers() ? score.accuracy() : score.meanLoss();
  }

  /** A probe's numbers, but for those of the spectrum that are told as shares. */
  private static void put(
      Map<String, Double> measures,
      String probe,
      List<Scalar> scalars,
      Map<String, Double> shares) {
    for (Scalar each : scalars) {
      if (!probe.equals(SPECTRUM) || !shares.containsKey(each.label())) {
        put(measures, "probe." + probe + "." + each.label(), each.value());
      }
    }
  }

  private static void put(Map<String, Double> measures, String label, double value) {
    if (Double.isFinite(value)) {
      measures.put(label, value);
    }
  }
}
