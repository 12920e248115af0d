package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Distribution;
import doublegrok.task.modular.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DistributionChangesTest {
  private static final RunSpec SPEC = SpecTexts.parse();

  @Test
  void changesOnlyWhatIsNamed() {
    Distribution changed =
        apply(Map.of("distribution.tasks", "8", "distribution.selection", "rectangles"));

    assertThat(changed).isEqualTo(SpecTexts.distribution(8, Selection.RECTANGLES, 0.5, 8));
  }

  @Test
  void aSwapIsCheckedLikeTheSpec() {
    assertThatThrownBy(() -> apply(Map.of(
            "distribution.tasks", "0",
            "distribution.shot", "4",
            "distribution.balanced", "",
            "model.width", "8")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("""
            4 faults in the swap:
              distribution.balanced must have a value, was empty
              model.width cannot be changed by a swap, only keys of the distribution can; for\
             another value start a new run, or fork one
              distribution.tasks must be a whole number 1..2147483647, was 0
              unknown key distribution.shot; did you mean distribution.shots?""");
    assertThatThrownBy(() -> apply(Map.of("distribution.tasks", "50")))
        .hasMessageContaining("distribution.tasks must be 1..49");
    assertThatThrownBy(() -> apply(Map.of("distribution.shots", "9")))
        .hasMessageContaining("distribution.shots must fit the context");
    assertThatThrownBy(() -> apply(Map.of())).hasMessageContaining("at least one key");
  }

  @Test
  void readsTheChangesThatAPersonAsksFor() {
    Map<String, String> changes = DistributionChanges.parse(
        "distribution: {tasks: 8, shots: 4}", "swap.yaml", List.of("distribution.shots=2"));

    assertThat(changes).isEqualTo(Map.of("distribution.tasks", "8", "distribution.shots", "2"));
    assertThat(DistributionChanges.parse("", "swap.yaml", List.of("distribution.tasks=6")))
        .isEqualTo(Map.of("distribution.tasks", "6"));
    assertThatThrownBy(() ->
            DistributionChanges.parse("distribution.tasks: [1]", "swap.yaml", List.of("tasks")))
        .hasMessage("""
            2 faults in the swap swap.yaml:
              line 1: distribution.tasks must be one value, was a list
              --set: a setting must be key=value, for example training.steps=500, was tasks""");
    assertThatThrownBy(() -> DistributionChanges.parse("5", "swap.yaml", List.of()))
        .hasMessageContaining("a swap must be a map");
  }

  private static Distribution apply(Map<String, String> changes) {
    return DistributionChanges.apply(SPEC.distribution(), changes, SPEC.family(), SPEC.model());
  }
}
