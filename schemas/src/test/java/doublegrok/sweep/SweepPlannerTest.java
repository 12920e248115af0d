package doublegrok.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.spec.AlertAction;
import doublegrok.spec.AlertSpec;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.text.InvalidSpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SweepPlannerTest {
  private static final String BASE = Presets.text("smoke");
  private final RunSpecs specs = RunSpecs.builtIn();
  private final SweepPlanner planner = new SweepPlanner(specs, spec -> {});

  private SweepPlan plan(String yaml) {
    return planner.plan("s", SweepFiles.parse(yaml, "s.yaml"), BASE);
  }

  private static List<String> names(SweepPlan plan) {
    return plan.runs().stream().map(PlannedRun::run).toList();
  }

  @Test
  void aGridGoesByTheFilesOrderAndItsSeedsComeLast() {
    SweepPlan plan = plan("""
        base: smoke
        vary:
          model.layers: [1, 2]
          distribution.input_fraction: {from: 0.5, to: 0.9, count: 3}
        seeds: [3, 5]
        at_once: 4
        measure: gap
        """);

    assertThat(names(plan))
        .hasSize(12)
        .startsWith(
            "s-layers.1-input_fraction.0.5-s3",
            "s-layers.1-input_fraction.0.5-s5",
            "s-layers.1-input_fraction.0.7-s3")
        .endsWith("s-layers.2-input_fraction.0.9-s5");
    assertThat(plan.keys()).containsExactly("model.layers", "distribution.input_fraction");
    assertThat(plan.atOnce()).isEqualTo(4);
    assertThat(plan.attempts()).isEqualTo(3);
    assertThat(plan.figure().measure()).isEqualTo("gap");
    RunSpec last = plan.spec(plan.runs().get(11), specs);
    assertThat(last.seed()).isEqualTo(5);
    assertThat(last.model().layers()).isEqualTo(2);
  }

  @Test
  void listsOfRunsGoWithEveryPointOfTheGridAndWithWhatIsSetForAll() {
    SweepPlan plan = plan("""
        base: smoke
        set: {training: {steps: 40}}
        runs:
          - {optimizer.name: adamw}
          - {optimizer: {name: muon}, model.width: 64}
        vary: {model.layers: [1, 2]}
        seeds: 2
        """);

    assertThat(names(plan)).hasSize(8).contains("s-layers.2-name.muon-width.64-s1");
    assertThat(plan.runs())
        .allSatisfy(run -> assertThat(plan.spec(run, specs).training().steps()).isEqualTo(40));
  }

  @Test
  void namesThatWouldBeTooLongOrAlikeAreNumbers() {
    SweepPlan alike = plan("""
        base: smoke
        runs: [{model.layers: 1}, {batch.sequences: 8}, {evaluation.sequences: 8}]
        """);
    SweepPlan tooLong = planner.plan(
        "s".repeat(56), SweepFiles.parse("base: x\nvary: {model.layers: [1]}", "f"), BASE);

    assertThat(names(alike)).containsExactly("s-0001", "s-0002", "s-0003");
    assertThat(names(tooLong)).containsExactly("s".repeat(56) + "-0001");
  }

  @Test
  void anExtensionHasOnlyWhatIsNew() {
    SweepPlan before = plan("base: smoke\nvary: {model.layers: [1, 2]}\nseeds: [0]");
    SweepFile more =
        SweepFiles.parse("base: smoke\nvary: {model.layers: [1, 2, 3]}\nseeds: [0, 1]", "f");

    SweepPlan added = planner.extension("s", before, more, BASE);
    SweepPlan after = before.extended(added.runs(), added.keys(), added.atOnce(), added.attempts());

    assertThat(names(added))
        .containsExactly("s-layers.1-s1", "s-layers.2-s1", "s-layers.3-s0", "s-layers.3-s1");
    assertThat(planner.extension("s", after, more, BASE).runs()).isEmpty();
  }

  @Test
  void aRuleOfStoppingIsAnAlertOfEveryRun() {
    SweepFile file = SweepFiles.parse("""
        base: x
        stop:
          - {when: nan}
          - {by_step: 90, when: missing, transition: id-memorisation}
        """, "f");
    String base = Presets.text("smoke").replaceAll("(?m)^alerts:.*", "")
        + "\nalerts: [{on: stall, action: pause, seconds: 7}]\n";

    SweepPlan plan = planner.plan("s", file, base);

    assertThat(plan.runs()).isNotEmpty();
    assertThat(plan.runs())
        .allSatisfy(run -> assertThat(plan.spec(run, RunSpecs.builtIn()).alerts())
            .extracting(
                alert -> alert.on().label(),
                AlertSpec::action,
                alert -> alert.limits().byStep())
            .containsExactly(
                tuple("stall", AlertAction.PAUSE, 1L),
                tuple("nan", AlertAction.STOP, 1L),
                tuple("missing", AlertAction.STOP, 90L)));
  }

  @Test
  void aSpecInlineIsReadAsAnyOther() {
    SweepFile file = SweepFiles.parse("""
        spec:
          task: {family: modular-shift, modulus: 11}
          swaps:
            - {at_batch: 200, set: {distribution.tasks: 4}}
        """, "f");
    String yaml = ((SweepFile.Base.Inline) file.base()).yaml();

    assertThat(yaml)
        .isEqualTo("{task: {family: modular-shift, modulus: 11}, "
            + "swaps: [{at_batch: 200, set: {distribution.tasks: 4}}]}");
  }

  @Test
  void oneRunThatCannotBeRefusesAllWithTheWayItIsWrong() {
    assertThatThrownBy(() -> plan("base: smoke\nvary: {model.width: [32, 33, 34, 35, 37, 39]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 of the sweep's 6 runs cannot be run")
        .hasMessageContaining("model.heads must divide model.width")
        .hasMessageContaining("and 2 more runs");
    assertThatThrownBy(() -> plan("base: smoke\nvary: {model.layer: [1]}"))
        .hasMessageContaining("did you mean model.layers?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vary: {model.layers: 3}|vary.model.layers must be a list of values or a range",
        "varry: {model.layers: [3]}|did you mean vary?",
        "vary: {seed: [3]}|write seeds: [1, 2] instead",
        "vary: {a.b: {from: 1, to: 2}}|must be {from:, to:, count:",
        "vary: {a.b: {from: 0, to: 2, count: 3, scale: log}}|must lie above 0",
        "vary: {a.b: [1, 1]}|has a value twice",
        "seeds: 0|seeds must be a whole number from 1 on, was 0",
        "attempts: 500|attempts must be 1..100, was 500",
        "runs: 3|runs must be a list, was 3",
        "runs: [{seed: 3}]|write seeds: [1, 2] instead",
        "runs: [{a.b: 1, a.b: 2}]|runs.a.b is already given; keep one of the two",
        "vary: {a.b: [1], a.b: [2]}|vary.a.b is already given; keep one of the two",
        "vary: {a.b: {from: 1, to: 9e99999999, step: 1}}|a number of less than 300 digits as to",
        "vary: {a.b: {from: 1e-99999999, to: 1, count: 3, scale: log}}|300 digits as from",
        "seeds: [1, 2, 1]|seeds has a value twice",
        "at_once: 99999999999999999999|at_once must be 1..10000, was 99999999999999999999",
      })
  void faultsAreTold(String line, String sentence) {
    assertThatThrownBy(() -> SweepFiles.parse("base: smoke\n" + line, "s.yaml"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("line 2");
  }

  @Test
  void aBaseIsNeededOnce() {
    assertThatThrownBy(() -> SweepFiles.parse("seeds: 2", "s.yaml"))
        .hasMessageContaining("base is missing");
    assertThatThrownBy(() -> SweepFiles.parse("base: smoke\nspec: {}", "s.yaml"))
        .hasMessageContaining("exclude each other");
  }

  @Test
  void aBaseIsANameAndASpecAMap() {
    assertThatThrownBy(() -> SweepFiles.parse("base: [smoke]", "s.yaml"))
        .hasMessageContaining("base must be a preset's name or a file, was a list");
    assertThatThrownBy(() -> SweepFiles.parse("spec: smoke", "s.yaml"))
        .hasMessageContaining("spec must be a run spec, as a map, was smoke");
    assertThatThrownBy(() -> SweepPresets.text("none-such-anywhere"))
        .hasMessageContaining("'none-such-anywhere'. Presets: smoke");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: model.layer|rows must be one of the keys that are varied (model.layers), was"
            + " model.layer; did you mean model.layers?",
        "columns: seed|columns must be one of the keys that are varied",
        "runs: [{alerts: []}]; stop: [{when: nan}]|stop and alerts that are varied exclude",
        "runs: [{batch.sequences: 8}, {batch.sequences: 8}]|it is the same as s-",
      })
  void whatWouldBeWithoutEffectIsRefused(String lines, String sentence) {
    String yaml = "base: smoke\nvary: {model.layers: [1, 2]}\n" + lines.replace("; ", "\n");

    assertThatThrownBy(() -> plan(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aNameThatLeavesNoRoomForItsRunsIsNone() {
    SweepFile file = SweepFiles.parse("base: x\nvary: {model.layers: [1]}", "f");

    assertThat(names(planner.plan("s".repeat(57), file, BASE)))
        .containsExactly("s".repeat(57) + "-0001");
    for (String name : List.of("s".repeat(58), "My Sweep", "")) {
      assertThatThrownBy(() -> planner.plan(name, file, BASE))
          .hasMessage("a sweep's name must be 1 to 57 lower-case letters, digits, '.', '_' or '-',"
              + " beginning with a letter or digit, was '%s'; name it otherwise with --name"
                  .formatted(name));
    }
  }

  @Test
  void rangesOfWholeBoundsAreWhole() {
    assertThat(ValueRange.of(Map.of("from", "4", "to", "256", "count", "7", "scale", "log"))
            .values())
        .containsExactly("4", "8", "16", "32", "64", "128", "256");
    assertThat(ValueRange.of(Map.of("from", "1.0e-4", "to", "1.0e-2", "count", "3", "scale", "log"))
            .values())
        .containsExactly("0.0001", "0.001", "0.01");
    assertThat(ValueRange.of(Map.of("from", "0.1", "to", "0.35", "step", "0.1")).values())
        .containsExactly("0.1", "0.2", "0.3");
    assertThat(ValueRange.of(Map.of("from", "1", "to", "3", "count", "9")).values())
        .containsExactly("1", "2", "3");
  }
}
