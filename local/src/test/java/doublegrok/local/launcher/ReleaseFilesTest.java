package doublegrok.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that what tells of a release tells of the same one, and that what it holds is there. */
final class ReleaseFilesTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void allTellTheSameVersion() throws IOException {
    String version = found("pom.xml", "<version>(\\d+\\.\\d+\\.\\d+)(?:-SNAPSHOT)?</version>");

    assertThat(found("CITATION.cff", "(?m)^version: (.*)$")).isEqualTo(version);
    assertThat(found("CHANGELOG.md", "(?m)^## (\\S+)")).isEqualTo(version);
    assertThat(found("containers/Dockerfile", "(?m)^ARG VERSION=(.*)$")).isEqualTo(version);
    assertThat(all("docker-compose.yml", "image: doublegrok/\\w+:(\\S+)"))
        .isNotEmpty()
        .containsOnly(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "version", "licenses"})
  void everyImageThatIsBuiltHasTheLabel(String label) throws IOException {
    String text = Files.readString(ROOT.resolve("containers/Dockerfile"));
    for (String stage : List.of("light", "full", "cuda")) {
      String own = text.split(" AS " + stage + "\n", 2)[1].split("\nFROM ", 2)[0];

      assertThat(own).as(stage).contains("org.opencontainers.image." + label + "=");
    }
  }

  @Test
  void whatTheArchiveTakesFromHereIsThere() throws IOException {
    String named = "<include>([A-Z]+(?:\\.md)?|doublegrok)</include>";
    List<String> files = all("dist/src/main/assembly/release.xml", named);

    assertThat(files).contains("LICENSE", "NOTICE", "doublegrok");
    assertThat(files).allSatisfy(file -> assertThat(ROOT.resolve(file)).isNotEmptyFile());
  }

  private static String found(String file, String pattern) throws IOException {
    return all(file, pattern).get(0);
  }

  private static List<String> all(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
