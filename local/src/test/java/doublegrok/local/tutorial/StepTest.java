package doublegrok.local.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what a tutorial is read as. */
final class StepTest {
  @Test
  void blocksAreStepsInTheTerminalThatTheirTitleNames() {
    String page = """
        Type
        ```sh title="Terminal 1"
        a
        ```
        which says `A`:
        ```text
        A
        ```
        ```sh title="Terminal 2"
        b
        ```
        ```text title="Terminal 1"
        B
        ```
        ```yaml
        not: typed
        ```
        """;

    assertThat(Step.of(page))
        .isEqualTo(List.of(
            new Step.Typed("Terminal 1", "a\n"),
            new Step.Seen("Terminal 1", "A\n"),
            new Step.Typed("Terminal 2", "b\n"),
            new Step.Seen("Terminal 1", "B\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a ... c\nd\n", "...\na b c\nd\n", "a b c\n...\ne\n", "a...\n", "a b c\n"})
  void whatIsPrintedIsSeen(String lines) {
    assertThat(new Step.Seen("", lines).isIn("0\na b c\nd\ne\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b\n", "a b\n", "a b c\ne\n", "d\n...\na b c\n", "a . c\n", "f\n"})
  void whatIsNotPrintedIsNotSeen(String lines) {
    assertThat(new Step.Seen("", lines).isIn("0\na b c\nd\ne\n")).isFalse();
  }
}
