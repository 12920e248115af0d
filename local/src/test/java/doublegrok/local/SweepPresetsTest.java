package doublegrok.local;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.evaluator.probe.Probes;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.SweepFile;
import doublegrok.sweep.SweepFile.Base;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.SweepPresets;
import doublegrok.task.families.Families;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans every sweep that comes with the program. */
final class SweepPresetsTest {
  private static final Map<String, Integer> RUNS = Map.of(
      "smoke", 4,
      "phase-diagram-small", 12,
      "phase-diagram", 75,
      "depth", 12,
      "label-noise", 18,
      "task-diversity", 14,
      "languages", 15,
      "he2024-phase", 49);

  private final RunSpecs specs = new RunSpecs(Families.builtIn());

  static List<String> names() {
    return SweepPresets.NAMES;
  }

  /** Each of its runs is one that its family and the probes accept. */
  @ParameterizedTest
  @MethodSource("names")
  void isSoundAsAWhole(String name) {
    SweepPlan plan = plan(name);

    assertThat(plan.runs()).hasSize(RUNS.get(name));
    assertThat(plan.runs()).allSatisfy(run -> Probes.builtIn().checked(plan.spec(run, specs)));
    assertThat(plan.keys())
        .contains(
            plan.figure().columns().isEmpty()
                ? plan.keys().get(0)
                : plan.figure().columns());
  }

  @Test
  void theDemosSwapIsLeftOut() {
    SweepPlan plan = plan("phase-diagram");

    RunSpec last = plan.spec(plan.runs().get(74), specs);

    assertThat(last.swaps()).isEmpty();
    assertThat(last.training().steps()).isEqualTo(1600);
  }

  private SweepPlan plan(String name) {
    SweepFile file = SweepFiles.parse(SweepPresets.text(name), name);
    String base = Presets.text(((Base.Named) file.base()).name());
    return new SweepPlanner(specs, Probes.builtIn()::checked).plan(name, file, base);
  }
}
