package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which probes look, and with what. */
public final class ProbeOptions {
  private final Probes known = Probes.builtIn();

  @Option(
      names = "--probes",
      description = "Have every probe look too that costs little, however seldom the spec does;"
          + " with --json also those whose findings are pictures.")
  private boolean all;

  @Option(
      names = "--probe",
      paramLabel = "NAME",
      description = "Have this probe look too, for example learning-coefficient; may be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--mean",
      paramLabel = "KEY=VALUE",
      description = "With what the one --probe looks, as in the section probes of a run spec; may"
          + " be repeated.")
  private Map<String, String> means = new LinkedHashMap<>();

  /**
   * The probes that look.
   *
   * @throws IllegalArgumentException if one is not known
   */
  Probes wanted() {
    for (String name : names) {
      probe(name);
    }
    return new Probes(known.all().stream()
        .filter(each -> names.contains(each.name())
            || (all && each.cost() == Cost.CHEAP)
            || known.always().all().contains(each))
        .toList());
  }

  /**
   * The spec with what the probe looks with, and a line on what each costs.
   *
   * @throws IllegalArgumentException if means are given and not one probe
   * @throws doublegrok.spec.text.InvalidSpecException with every rule of the probe that they break
   */
  RunSpec applied(RunSpec spec, Consumer<String> progress) {
    if (!means.isEmpty() && names.size() != 1) {
      throw new IllegalArgumentException(
          "--mean is about one probe, --probe named %d; name one".formatted(names.size()));
    }
    RunSpec applied = means.isEmpty() ? spec : known.checked(spec.changed("--mean", overrides()));
    for (String name : names) {
      Probe probe = probe(name);
      probe
          .told(applied, applied.evaluation().means(name, probe.means()))
          .ifPresent(cost -> progress.accept("%s: %s".formatted(name, cost)));
    }
    return applied;
  }

  private List<String> overrides() {
    String section = "probes." + names.get(0) + ".";
    return Stream.concat(
            Stream.of(section + "every=1"),
            means.entrySet().stream().map(each -> section + each.getKey() + "=" + each.getValue()))
        .toList();
  }

  private Probe probe(String name) {
    return known
        .named(name)
        .orElseThrow(() -> new IllegalArgumentException("--probe must be one of %s, was '%s'"
            .formatted(
                known.all().stream().map(Probe::name).collect(Collectors.joining(", ")), name)));
  }
}
