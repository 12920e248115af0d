package doublegrok.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the site that mkdocs makes of the documents: nothing in it leads nowhere. */
final class SiteTest {
  private static final Pattern LINK = Pattern.compile("\\b(href|src)=\"([^\"]*)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("(?:[a-z]+:|//).*");
  private static final Pattern LOADED = Pattern.compile("url\\(\"?(?:https?:)?//"
      + "|<(?:link|script|img|iframe)\\b[^>]*\\b(?:href|src)=\"?(?:https?:)?//");
  private static final int SECONDS_MAX = 120;

  @TempDir
  private Path directory;

  @Test
  void itIsMadeWithoutAWarningItsLinksLeadSomewhereAndItLoadsNothingFromElsewhere()
      throws Exception {
    Path site = build();

    List<Path> pages = files(site, ".html");
    List<String> faults = new ArrayList<>();
    for (Path page : pages) {
      faults.addAll(deadLinks(page));
    }
    for (Path loading :
        Stream.concat(pages.stream(), files(site, ".css").stream()).toList()) {
      if (LOADED.matcher(Files.readString(loading)).find()) {
        faults.add(site.relativize(loading) + " loads something from elsewhere");
      }
    }

    assertThat(pages).hasSizeGreaterThan(30);
    assertThat(faults).isEmpty();
  }

  @Test
  void aLinkToNothingIsFound() throws IOException {
    Files.writeString(directory.resolve("b.html"), "<h1 id=\"here\">b</h1>");
    Path page = Files.writeString(directory.resolve("a.html"), """
        <a href="b.html#here"></a><a href="https://elsewhere/gone"></a><img src="gone.png">
        <a href="b.html#gone"></a><a href="#gone"></a><a href="."></a><a href="gone/"></a>
        """);

    assertThat(deadLinks(page))
        .containsExactly(
            "a.html links to gone.png",
            "a.html links to b.html#gone",
            "a.html links to #gone",
            "a.html links to gone/");
  }

  private Path build() throws Exception {
    Path site = directory.resolve("site");
    Path said = directory.resolve("mkdocs.txt");
    Process mkdocs = mkdocs(said, "build", "--strict", "--site-dir", site.toString());
    try {
      assertThat(mkdocs.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    } finally {
      mkdocs.destroyForcibly();
    }
    String words = Files.readString(said);
    assumeFalse(
        words.contains("Unrecognised theme"),
        "mkdocs is without the theme material (Debian: apt install mkdocs-material)");
    assertThat(mkdocs.exitValue()).as(words).isZero();
    return site;
  }

  private static Process mkdocs(Path said, String... arguments) {
    List<String> command = new ArrayList<>(List.of("mkdocs"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .directory(SourceTree.root().toFile())
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException without) {
      return abort("no mkdocs here (Debian: apt install mkdocs mkdocs-material)");
    }
  }

  private static List<String> deadLinks(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
      if (!ELSEWHERE.matcher(link.group(2)).matches() && !leads(page, link.group(2))) {
        dead.add("%s links to %s".formatted(page.getFileName(), link.group(2)));
      }
    }
    return dead;
  }

  private static boolean leads(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1
            || parts[1].isEmpty()
            || Files.readString(target).contains("id=\"" + parts[1] + "\""));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.endsWith("404.html")) // which only a server shows, from its root
          .sorted()
          .toList();
    }
  }
}
