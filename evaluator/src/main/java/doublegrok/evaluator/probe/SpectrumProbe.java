package doublegrok.evaluator.probe;

import doublegrok.explain.Attribution;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one mixture of reference predictors that is nearest to the model on all sets but the formerly
 * trained, which count alike.
 */
final class SpectrumProbe implements Probe {
  private static final String NAME = "spectrum";
  private static final About ABOUT = About.of(
      "Which algorithm: spectrum",
      "Table memorises examples, switchboard memorises tasks, exact solves any.");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  /** The evaluation has all that it needs. */
  @Override
  public boolean always() {
    return true;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    return checkpoint
        .attribution()
        .map(found -> Map.<String, Finding>of(NAME, shares(found)))
        .orElseGet(Map::of);
  }

  private static Shares shares(Attribution found) {
    List<Shares.Share> shares = found.shares().stream()
        .map(each -> new Shares.Share(each.references(), each.weight()))
        .toList();
    Scalar rest = Scalar.of("unexplained", found.unexplained(), "nats");
    return new Shares(ABOUT, shares, Optional.of(rest));
  }
}
