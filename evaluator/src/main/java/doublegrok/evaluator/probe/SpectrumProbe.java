package doublegrok.evaluator.probe;

import doublegrok.explain.Attribution;
import doublegrok.task.Family;
import doublegrok.task.Reference;
import doublegrok.task.SequenceForm;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one mixture of reference predictors that is nearest to the model on all sets but the formerly
 * trained, which count alike.
 */
final class SpectrumProbe implements Probe {
  private static final String NAME = "spectrum";
  private static final String TITLE = "Which algorithm: spectrum";

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
  public Rhythm rhythm() {
    return Rhythm.ALWAYS;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    return checkpoint
        .attribution()
        .map(found ->
            Map.<String, Finding>of(NAME, shares(found, checkpoint.spec().family())))
        .orElseGet(Map::of);
  }

  private static Shares shares(Attribution found, Family family) {
    List<Shares.Share> shares = found.shares().stream()
        .map(each -> new Shares.Share(each.references(), each.weight()))
        .toList();
    String unit = family.form() instanceof SequenceForm.Tokens ? "nats" : "of the mean square";
    Scalar rest = Scalar.of("unexplained", found.unexplained(), unit);
    Set<String> compared = found.shares().stream()
        .flatMap(each -> Arrays.stream(each.references().split("\\|", -1)))
        .collect(Collectors.toSet());
    List<Reference> references = family.references().stream()
        .filter(each -> compared.contains(each.label()))
        .toList();
    return new Shares(About.of(TITLE, caption(references)), shares, Optional.of(rest));
  }

  /** What the best reference of each skill does, from the least skill on. */
  private static String caption(List<Reference> references) {
    String said = Stream.of(
            skill(references, Reference.Skill.EXAMPLES, "memorises examples"),
            skill(references, Reference.Skill.TASKS, "memorises tasks"),
            skill(references, Reference.Skill.GENERAL, "solves any"))
        .flatMap(each -> each)
        .collect(Collectors.joining(", "));
    return said.isEmpty()
        ? ""
        : said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1) + ".";
  }

  private static Stream<String> skill(
      List<Reference> references, Reference.Skill skill, String does) {
    return references.stream()
        .filter(each -> each.best() && each.skill() == skill)
        .map(each -> each.label() + " " + does);
  }
}
