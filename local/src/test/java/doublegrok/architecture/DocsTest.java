package doublegrok.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that documents are short where they should be, and name what is there. */
class DocsTest {
  private static final int README_BYTES = 10_000;
  private static final List<Path> FILES =
      SourceTree.all().stream().map(SourceTree.root()::relativize).toList();
  private static final Documents DOCUMENTS = new Documents(FILES);

  @Test
  void theReadmeIsShort() {
    assertThat(SourceTree.root().resolve("README.md").toFile().length())
        .isBetween(1_000L, (long) README_BYTES);
  }

  @Test
  void whatArchitectureNamesIsThere() {
    assertThat(DOCUMENTS.missing(SourceTree.read(SourceTree.root().resolve("ARCHITECTURE.md"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "ARCHITECTURE.md"})
  void theFoldersOfTheTreeAreThere(String document) {
    assertThat(DOCUMENTS.missingFolders(SourceTree.read(SourceTree.root().resolve(document))))
        .isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<Path> documents =
        FILES.stream().filter(file -> file.toString().endsWith(".md")).toList();

    assertThat(documents).hasSizeGreaterThan(10);
    assertThat(documents.stream()
            .flatMap(file -> Documents.deadLinks(SourceTree.root(), file).stream()))
        .isEmpty();
  }

  @Test
  void everyDecisionStandsInTheirIndex() {
    String index = SourceTree.read(SourceTree.root().resolve("docs/adr/README.md"));
    List<String> decisions = FILES.stream()
        .filter(file -> file.startsWith("docs/adr") && !file.endsWith("README.md"))
        .map(file -> "](" + file.getFileName() + ")")
        .toList();

    assertThat(decisions)
        .hasSizeGreaterThan(10)
        .allSatisfy(link -> assertThat(index).contains(link));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model/Gone.java", "model/.../Gone.java", "gone/", "model/*Gone.java", "GoneType"})
  void aNameOfNothingIsFound(String name) {
    Documents documents = new Documents(List.of(Path.of("model/src/main/Here.java")));

    assertThat(documents.missing("| see | `" + name + "` |\n")).containsExactly(name);
    assertThat(documents.missing("```\na -> GoneType.b()\n```\n")).containsExactly("GoneType");
    assertThat(documents.missing("`model/.../Here.java`, `model/`, `model/src/main/H*.java`, `x`"))
        .isEmpty();
  }

  @Test
  void aFolderOfNothingIsFound() {
    Documents documents = new Documents(List.of(Path.of("model/Here.java"), Path.of("log/a.md")));

    assertThat(documents.missingFolders("```\nmodel/   a    log/ b\ngone/   c   lost/  d\n```\n"))
        .containsExactly("gone", "lost");
  }

  @Test
  void aLinkToNothingIsFound(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(root.resolve("docs/b.md"), "# Its `own` name, again\n");
    Files.writeString(root.resolve("a.md"), """
        [1](docs/b.md) [2](docs/b.md#its-own-name-again) [3](https://elsewhere/gone) `[x](y)`
        [4](docs/gone.md) [5](docs/b.md#gone) ![6](gone.png) [7](#gone)
        """);

    assertThat(Documents.deadLinks(root, Path.of("a.md")))
        .containsExactly(
            "a.md links to docs/gone.md",
            "a.md links to docs/b.md#gone",
            "a.md links to gone.png",
            "a.md links to #gone");
  }
}
