package doublegrok.evaluator.probe;

import doublegrok.spec.EvaluationSpec;
import doublegrok.spec.RunSpec;
import doublegrok.spec.text.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The probes there are, in the order in which they look. A probe that joins this list is kept, told
 * and drawn everywhere without another line.
 *
 * @param all each with a name of its own
 */
public record Probes(List<Probe> all) {
  /** Name of the probe of learning coefficients. */
  public static final String LEARNING_COEFFICIENT = CoefficientProbe.NAME;

  /** Name of its finding of one coefficient for each temperature. */
  public static final String COEFFICIENT = CoefficientFindings.COEFFICIENT;

  public Probes {
    all = List.copyOf(all);
    if (all.stream().map(Probe::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException("probes must have names of their own, had "
          + all.stream().map(Probe::name).toList());
    }
  }

  /** Every probe of this program. */
  public static Probes builtIn() {
    return new Probes(List.of(
        new SpectrumProbe(),
        new FamilyQuestions(),
        new LabelNoiseProbe(),
        new AttentionProbe(),
        new BlocksProbe(),
        new EmbeddingProbe(),
        new CoefficientProbe()));
  }

  /** These and another one. */
  public Probes with(Probe probe) {
    return and(new Probes(List.of(probe)));
  }

  /** These and others. */
  public Probes and(Probes others) {
    List<Probe> more = new ArrayList<>(all);
    more.addAll(others.all());
    return new Probes(more);
  }

  /** That of this name, if there is one. */
  public Optional<Probe> named(String name) {
    return all.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Those of a cost. */
  public Probes of(Cost cost) {
    return new Probes(all.stream().filter(each -> each.cost() == cost).toList());
  }

  /** Those that look at the checkpoint of this step, as the run spec says. */
  public Probes due(RunSpec spec, long step) {
    EvaluationSpec asked = spec.evaluation();
    return new Probes(
        all.stream().filter(each -> isDue(each, asked, step, spec)).toList());
  }

  /**
   * Those that look at the checkpoint of this step for a transition alone.
   *
   * @param distance how many checkpoints it is from the nearest; asked once, and only if one of
   *     these probes cares
   */
  public Probes dueToTransition(RunSpec spec, long step, IntSupplier distance) {
    EvaluationSpec asked = spec.evaluation();
    List<Probe> caring = all.stream()
        .filter(each -> asked.aroundTransitions(each.name()) > 0)
        .filter(each -> !isDue(each, asked, step, spec))
        .toList();
    if (caring.isEmpty()) {
      return new Probes(caring);
    }
    int far = distance.getAsInt();
    return new Probes(caring.stream()
        .filter(each -> asked.aroundTransitions(each.name()) >= far)
        .toList());
  }

  private static boolean isDue(Probe probe, EvaluationSpec asked, long step, RunSpec spec) {
    boolean looks = asked.looks(probe.name(), step, spec.checkpoint());
    if (asked.probes().containsKey(probe.name())) {
      return looks;
    }
    return switch (probe.rhythm()) {
      case ALWAYS -> true;
      case WITH_OTHERS -> looks;
      case WHEN_NAMED -> false;
    };
  }

  /**
   * The same run spec, which gives these probes means by their rows.
   *
   * @throws InvalidSpecException with every rule that it breaks for one of them
   */
  public RunSpec checked(RunSpec spec) {
    all.forEach(each -> spec.evaluation().means(each.name(), each.means()));
    return spec;
  }

  /** Those that look at every checkpoint. */
  public Probes always() {
    return new Probes(
        all.stream().filter(each -> each.rhythm() == Rhythm.ALWAYS).toList());
  }
}
