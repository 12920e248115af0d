package doublegrok.task.regression;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.RealSequences;
import doublegrok.task.Reference;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Probe that asks whether a model descends a gradient: by the weights by which it multiplies a
 * query beside those of the references (von Oswald et al. 2023, arXiv 2212.07677), and by what it
 * finds along each eigenvector of the examples' covariance. The sequences are of tasks that are
 * never trained.
 */
final class DescentProbe implements FamilyProbe {
  private static final int SEQUENCES = 64;
  private static final int LOSS_SEQUENCES = 1024;
  private static final List<Integer> SHOTS = List.of(1, 2, 4, 8, 16, 32, 64, 128);
  private static final String SLOPES = "Is it gradient descent?";

  private final RegressionShape shape;
  private final Conditions trained;
  private final int examples;
  private final RegressionWalk references;
  private final QueryWalk walk;
  private final RealSequences sequences;
  private final GaugedLoss loss;

  /**
   * The probe of a distribution.
   *
   * @param examples before the last query, at least 1
   */
  DescentProbe(
      RegressionShape shape,
      Conditions trained,
      int examples,
      RegressionWalk references,
      RegressionEvaluation sampler) {
    this.shape = shape;
    this.trained = trained;
    this.examples = examples;
    this.references = references;
    this.walk = new QueryWalk(shape, trained, references);
    this.sequences = sampler.sequences(RegressionSets.OOD, SEQUENCES);
    this.loss = new GaugedLoss(references, sampler.sequences(RegressionSets.OOD, LOSS_SEQUENCES));
  }

  @Override
  public String name() {
    return "descent";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    Map<Integer, List<AskedQuery>> asked = new TreeMap<>();
    for (int shots : SHOTS) {
      if (shots < examples && shape.queries() == CountedQueries.EVERY) {
        asked.put(shots, walk.ask(model, sequences, shots));
      }
    }
    List<AskedQuery> last = walk.ask(model, sequences, examples);
    asked.put(examples, last);
    Map<String, Finding> found = new LinkedHashMap<>();
    new LayerSteps(trained, examples)
        .find(model)
        .ifPresent(steps -> found.put("descent-steps", steps));
    found.put("descent-loss", loss.find(model));
    found.put("descent-filter", filter(last));
    found.put("descent-likeness", likeness(last));
    if (asked.size() > 1) {
      found.put("descent-cosine", curve(asked, "cosine of the weights", AskedQuery::cosine));
      found.put(
          "descent-difference", curve(asked, "length of the difference", AskedQuery::difference));
      found.put(
          "descent-answers",
          curve(
              asked,
              "difference of the answers",
              (query, place) -> Math.abs(query.said() - query.answer(place))));
    }
    return found;
  }

  /** Number that compares a query's answer with a reference's. */
  private interface Comparison {
    double of(AskedQuery query, int reference);
  }

  private Curve filter(List<AskedQuery> queries) {
    SpectralFilter filter = SpectralFilter.of(queries);
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(
        new Curve.Line("model", filter.shares(AskedQuery::weights, trained.inputs()), List.of()));
    compared()
        .forEach((place, reference) -> lines.add(new Curve.Line(
            reference.label(),
            filter.shares(query -> query.references()[place], trained.inputs()),
            List.of())));
    return new Curve(
        About.of(
            "What is found of each eigenvalue",
            ("Share of the least-squares weights after %d examples along eigenvectors of the"
                    + " covariance of the whitened inputs: in proportion to the eigenvalue for one"
                    + " step of descent, a polynomial for several, near 1 for ridge regression.")
                .formatted(examples)),
        Axis.of("eigenvalue"),
        Axis.of("share found"),
        filter.eigenvalues(),
        lines);
  }

  private Scalars likeness(List<AskedQuery> queries) {
    List<Scalar> scalars = new ArrayList<>();
    compared()
        .forEach((place, reference) -> scalars.add(Scalar.of(
            "cosine to " + reference.label(), mean(queries, each -> each.cosine(place)), "")));
    compared()
        .forEach((place, reference) -> scalars.add(Scalar.of(
            "difference from " + reference.label(),
            mean(queries, each -> each.difference(place)),
            "")));
    return new Scalars(
        new About(
            SLOPES,
            "after %d examples".formatted(examples),
            "The weights by which the model multiplies the query, as slopes of its answers, beside"
                + " those of each reference: the mean cosine, and the mean length of the"
                + " difference."),
        scalars);
  }

  private Curve curve(Map<Integer, List<AskedQuery>> asked, String what, Comparison comparison) {
    List<Curve.Line> lines = new ArrayList<>();
    compared()
        .forEach((place, reference) -> lines.add(new Curve.Line(
            reference.label(),
            asked.values().stream()
                .map(queries -> mean(queries, each -> comparison.of(each, place)))
                .toList(),
            List.of())));
    return new Curve(
        new About(SLOPES, what, "Mean over queries of never-trained tasks."),
        Axis.of("shots"),
        Axis.of(what),
        asked.keySet().stream().map(Integer::doubleValue).toList(),
        lines);
  }

  /** The references that multiply a query by anything, with their places. */
  private Map<Integer, Reference> compared() {
    Map<Integer, Reference> compared = new TreeMap<>();
    List<Reference> all = references.references();
    for (int place = 0; place < all.size(); place++) {
      if (!all.get(place).equals(RegressionReferences.ZERO)) {
        compared.put(place, all.get(place));
      }
    }
    return compared;
  }

  private static double mean(List<AskedQuery> queries, ToDoubleFunction<AskedQuery> value) {
    return queries.stream().mapToDouble(value).average().orElseThrow();
  }
}
