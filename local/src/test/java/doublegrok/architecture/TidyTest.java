package doublegrok.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TidyTest {

  @Test
  void theSourceTreeIsTidy() {
    List<Path> files = SourceTree.files();

    List<String> faults = files.stream()
        .flatMap(file ->
            Tidiness.faults(SourceTree.root().relativize(file), SourceTree.read(file)).stream())
        .toList();

    assertThat(files).hasSizeGreaterThan(50);
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("untidyTexts")
  void everyRuleFindsItsFault(String name, String text, String fault) {
    assertThat(Tidiness.faults(Path.of(name), text))
        .singleElement()
        .asString()
        .startsWith(name)
        .contains(fault);
  }

  static Stream<Arguments> untidyTexts() {
    return Stream.of(
        Arguments.of("A.java", "class A {}", "newline"),
        Arguments.of("a.md", "a\tb\n", "tab"),
        Arguments.of("run", "# TO" + "DO later\n", "unfinished"),
        Arguments.of("A.java", "// " + "x".repeat(Tidiness.COLUMNS) + "\n", "columns"),
        Arguments.of("A.java", "//\n".repeat(Tidiness.LINES + 1), "lines"),
        Arguments.of("A.java", "  // return " + "x;\n", "code in a comment"),
        Arguments.of("A.java", "  // int x = " + "3;\n", "code in a comment"),
        Arguments.of("ATest.java", "Thread" + ".sleep(1); assertThat(1);\n", "sleeps"),
        Arguments.of("ATest.java", "@Test void a() {}\n", "asserts nothing"),
        Arguments.of(
            "viewer/src/main/js/a.js",
            "const impostor = 1;\n",
            "says 'impostor', a word of one family: put it into task/src/main"));
  }

  @Test
  void ordinaryTextHasNoFault() {
    String text = "// Otherwise why, never what (see below); return early.\nclass A {}\n";

    assertThat(Tidiness.faults(Path.of("A.java"), text)).isEmpty();
  }
}
