package doublegrok.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.command.Doublegrok;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the pages in docs/reference are what the program says today. */
class ReferenceTest {
  private static final Path PAGES = Path.of("../docs/reference");
  private static final Path MADE = Path.of("target/reference");
  private static final List<Page> ALL = List.of(
      new Page("commands.md", CommandsPage::text),
      new Page("run-spec.md", RunSpecPage::text),
      new Page("run-spec.schema.json", ReferenceTest::schema),
      new Page("topics.md", TopicsPage::text),
      new Page("data.md", DataPage::text),
      new Page("metrics.md", MetricsPage::text),
      new Page("http.md", HttpPage::text),
      new Page("openapi.json", OpenApi::text));

  /** A page by its file's name. */
  private record Page(String name, Supplier<String> text) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** As the command prints it, with the families of this program alone. */
  private static String schema() {
    StringWriter out = new StringWriter();
    Doublegrok.run(new PrintWriter(out), new PrintWriter(Writer.nullWriter()), "schema");
    return out.toString();
  }

  static Stream<Page> pages() {
    return ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void thePageIsWhatTheProgramSays(Page page) throws IOException {
    Files.createDirectories(MADE);
    Path made = Files.writeString(MADE.resolve(page.name()), page.text().get());

    assertThat(PAGES.resolve(page.name()))
        .as(
            "docs/reference/%s is not what the program says; after this test, in the checkout's"
                + " root: cp local/target/reference/* docs/reference/",
            page.name())
        .exists()
        .hasSameTextualContentAs(made);
  }

  @Test
  void everyPageOfTheFolderIsMade() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ALL.stream().map(Page::name).toList());
    }
  }
}
