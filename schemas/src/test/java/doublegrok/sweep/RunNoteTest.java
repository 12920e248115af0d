package doublegrok.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writes notes. */
final class RunNoteTest {
  @Test
  void tagsAreSortedAndEachThereOnce() {
    assertThat(new RunNote("r", List.of("seed:odd", "a", "seed:odd"), "").tags())
        .containsExactly("a", "seed:odd");
  }

  @Test
  void whatNoNoteCanBeIsRefusedWithTheRule() {
    assertThatThrownBy(() -> new RunNote("r", List.of("two words"), ""))
        .hasMessageContaining("1 to 40 letters")
        .hasMessageContaining("was 'two words'");
    assertThatThrownBy(() -> new RunNote("r", List.of(""), "")).hasMessageContaining("was ''");
    List<String> many = IntStream.range(0, 17).mapToObj(each -> "t" + each).toList();
    assertThatThrownBy(() -> new RunNote("r", many, ""))
        .hasMessage("a run has at most 16 tags, was given 17");
    assertThatThrownBy(() -> new RunNote("r", List.of(), "a\nb"))
        .hasMessageContaining("one line of at most 1000 characters")
        .hasMessageContaining("line break");
    assertThatThrownBy(() -> new RunNote("r", List.of(), "x".repeat(1001)))
        .hasMessageContaining("was 1001 characters");
  }
}
