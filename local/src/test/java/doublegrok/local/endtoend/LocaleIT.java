package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline for people whose language has other digits, or another capital i. */
class LocaleIT {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "tr-TR"})
  void aRunIsTheSameInEveryLanguage(String tag) throws Exception {
    String[] parts = tag.split("-", -1);
    List<String> language = Stream.concat(
            ClassArchive.options().stream(),
            Stream.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]))
        .toList();
    String[] demo = {
      "demo",
      "--preset",
      "smoke",
      "--no-page",
      "--threads",
      "1",
      "--dir",
      "data",
      "--set",
      "training.steps=20",
      "--set",
      "checkpoint.every=10",
      "--set",
      "swaps=[]"
    };

    try (CommandLineProcess process = CommandLineProcess.start(language, directory, demo)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      assertThat(process.out()).contains("20");
    }
  }
}
