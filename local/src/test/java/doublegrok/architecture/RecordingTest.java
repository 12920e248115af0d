package doublegrok.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.monitoring.Checkout;
import doublegrok.spec.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests that the figures of README and docs are those of one recorded run, and what it shows. */
class RecordingTest {
  private static final Path RECORDINGS = SourceTree.root().resolve("docs/recording");
  private static final String README = SourceTree.read(SourceTree.root().resolve("README.md"));
  private static final JsonNode FLAGSHIP = recording("flagship.json");

  @Test
  void whatWasRecordedIsThePresetOfToday() {
    assertThat(FLAGSHIP.path("preset").asText()).isEqualTo(Presets.text("demo"));
  }

  @Test
  void theReadmesReportHasTheFiguresOfTheRecordedRun() {
    JsonNode shown = FLAGSHIP.path("show");

    shown
        .path("accuracies")
        .properties()
        .forEach(set -> assertThat(README).contains(accuracy(set.getKey(), set.getValue())));
    assertThat(shown.path("completions")).hasSizeGreaterThanOrEqualTo(3);
    shown
        .path("completions")
        .forEach(each -> assertThat(README)
            .contains(String.format(
                Locale.ROOT,
                "completed at step %.0f (%d to %d)",
                each.path("step").asDouble(),
                each.path("after").asLong(),
                each.path("by").asLong())));
    assertThat(README)
        .contains(String.format(
            Locale.ROOT,
            "double-grokking gap: %.2f decades",
            shown.path("double_grokking_gap").asDouble()));
  }

  @Test
  void everyMarkedPlaceIsWhatWasRecorded() throws Exception {
    assumeThat(Checkout.program("python3"))
        .as("python3, which writes the places, is on the PATH")
        .isPresent();
    Process check = new ProcessBuilder("python3", "docs/record", "check")
        .directory(SourceTree.root().toFile())
        .redirectErrorStream(true)
        .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(check.waitFor()).as(said).isZero();
    assertThat(README).contains("<!-- recorded report by docs/record -->", "run demo: finished");
  }

  /** What the first screen promises. */
  @Test
  void bothGrokkingsAreSeenApart() {
    assertThat(FLAGSHIP.path("show").path("double_grokking_gap").asDouble())
        .isGreaterThanOrEqualTo(.3);
    assertThat(FLAGSHIP.path("before_swap").path("ood").asDouble()).isGreaterThanOrEqualTo(.9);
  }

  private static String accuracy(String set, JsonNode known) {
    return String.format(
        Locale.ROOT,
        "  %-18s %.3f  [%.3f, %.3f]  %d of %d",
        set,
        known.path("accuracy").asDouble(),
        known.path("low").asDouble(),
        known.path("high").asDouble(),
        known.path("correct").asLong(),
        known.path("total").asLong());
  }

  private static JsonNode recording(String name) {
    try {
      return new ObjectMapper().readTree(RECORDINGS.resolve(name).toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
