package doublegrok.local.reference;

import static doublegrok.local.reference.Markdown.plain;
import static doublegrok.local.reference.Markdown.quoted;

import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.probe.Rhythm;
import doublegrok.spec.SpecKey;
import doublegrok.task.FamilyKind;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Page of every key of a run spec, from the rows that run specs are read by. */
final class RunSpecPage {
  private static final List<FamilyKind> KINDS = Families.builtIn().kinds();

  private final Markdown page = new Markdown("Run spec", """
      A run spec is a YAML file of sections, each with its keys; `doublegrok presets demo` \
      prints one. On a command line `--set model.width=64` puts another value in the place of \
      one. It is refused as a whole, with every fault at once, before anything starts. What is \
      not named here are rules between values, for example that heads divide the width: the \
      sentence of the fault tells them.

      An editor that knows JSON Schema completes and checks it while one writes, by \
      [run-spec.schema.json](run-spec.schema.json) or, with families of your own, by what \
      `doublegrok schema --families DIR` prints. For the YAML language server (VS Code, \
      Neovim, ...) the first line of a spec says where it is:

      ```yaml
      # yaml-language-server: $schema=run-spec.schema.json
      ```

      Three things the program reads and the schema does not: a key as `model.width: 64` \
      outside of its section, a key without a value, which counts as absent, and anything that \
      `--set` changes. One the schema lets pass alone: a whole number written as `64.0`.
      """);

  private RunSpecPage() {}

  static String text() {
    return new RunSpecPage().write();
  }

  private String write() {
    Set<String> sections = new LinkedHashSet<>();
    SpecKey.of(KINDS.get(0), Families.builtIn()).forEach(key -> sections.add(key.section()));
    page.heading(2, "seed");
    table(inside(KINDS.get(0), ""));
    sections.stream().filter(each -> !each.isEmpty()).forEach(this::section);
    probes();
    swaps();
    alerts();
    return page.toString();
  }

  private void section(String name) {
    page.heading(2, name);
    List<SpecKey> common = inside(KINDS.get(0), name).stream()
        .filter(key -> KINDS.stream().allMatch(kind -> rows(inside(kind, name)).contains(row(key))))
        .toList();
    table(common);
    Map<String, List<SpecKey>> own = new LinkedHashMap<>();
    for (FamilyKind kind : KINDS) {
      List<SpecKey> keys = inside(kind, name).stream()
          .filter(key -> !rows(common).contains(row(key)))
          .toList();
      if (!keys.isEmpty()) {
        own.put(kind.name(), keys);
      }
    }
    own.forEach((family, keys) -> {
      page.paragraph("In the family `%s` also:".formatted(family));
      table(keys);
    });
  }

  private void probes() {
    page.heading(2, "probes");
    page.paragraph("How often a single probe looks, by its name, in place of"
        + " `evaluation.probe_every`: either a number, or a map with it as `every` and the keys of"
        + " the probe's means.");
    table(List.of(new SpecKey("probes.NAME", SpecKey.PROBE, Optional.empty())));
    page.paragraph("This program's probes are %s. Without a line of its own, %s looks at every"
            .formatted(probes(each -> true), probes(each -> each == Rhythm.ALWAYS))
        + " checkpoint and %s at none.".formatted(probes(each -> each == Rhythm.WHEN_NAMED)));
    for (Probe probe : Probes.builtIn().all()) {
      if (!probe.means().isEmpty()) {
        page.paragraph("The means of `%s`:".formatted(probe.name()));
        String section = "probes.%s.".formatted(probe.name());
        table(probe.means().stream()
            .map(key -> new SpecKey(section + key.name(), key, Optional.empty()))
            .toList());
      }
    }
  }

  private static String probes(Predicate<Rhythm> those) {
    return Probes.builtIn().all().stream()
        .filter(each -> those.test(each.rhythm()))
        .map(Probe::name)
        .map(Markdown::quoted)
        .collect(Collectors.joining(", "));
  }

  private void swaps() {
    page.heading(2, "swaps");
    page.paragraph("A list of planned changes of the distribution, at most %d, by ascending batch:"
        .formatted(SpecKey.MOST_SWAPS));
    table(SpecKey.ofSwap());
    page.paragraph("Beside these stands `set`, a map of keys below `distribution` and their new"
        + " values, which must be given:");
    page.code("yaml", """
        swaps:
          - at_batch: 1600
            set: {distribution.tasks: 4}
        """);
  }

  private void alerts() {
    page.heading(2, "alerts");
    page.paragraph("A list of what is done by itself when something happens, at most %d:"
        .formatted(SpecKey.MOST_ALERTS));
    table(SpecKey.ofAlert());
    page.paragraph("With `action: fork` there may be `set`, a map of what the fork changes; it"
        + " cannot change what its checkpoint is made with: `seed`, `task`, `model` and"
        + " `optimizer.name`.");
    page.code("yaml", """
        alerts:
          - {on: nan, action: pause}
          - {on: stall, action: checkpoint, seconds: 300}
          - {on: missing, transition: id-memorisation, by_step: 4000, action: stop}
          - on: transition
            action: fork
            set: {optimizer.learning_rate: 1.0e-4}
        """);
  }

  private static List<SpecKey> inside(FamilyKind kind, String section) {
    return SpecKey.of(kind, Families.builtIn()).stream()
        .filter(key -> key.section().equals(section))
        .toList();
  }

  private void table(List<SpecKey> keys) {
    page.table(List.of("key", "must be", "default", "meaning"), rows(keys));
  }

  private static List<List<String>> rows(List<SpecKey> keys) {
    return keys.stream().map(RunSpecPage::row).toList();
  }

  private static List<String> row(SpecKey each) {
    Key<?> key = each.key();
    String only = each.only()
        .map(condition -> " Only with `%s: %s`.".formatted(condition.key(), condition.value()))
        .orElse("");
    return List.of(
        quoted(each.name()), plain(key.rule().words()), fallback(key), plain(key.about()) + only);
  }

  private static <T> String fallback(Key<T> key) {
    return key.following()
        .or(() -> key.fallback().map(key.rule().text()).map(Markdown::quoted))
        .orElse("**required**");
  }
}
