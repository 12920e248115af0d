package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections that need a broker, or processes of their own; nothing is said about time. */
final class BenchIT {
  private static final String SECTIONS =
      "pipeline,generator,broker,evaluation,startup,growth,sweep,runs,grokking";
  private static final Duration SECTIONS_WITHIN = LocalRun.PATIENCE.multipliedBy(3);

  @TempDir
  private Path directory;

  @Test
  void everySectionThatTakesSecondsMeasuresSomething() throws Exception {
    String[] arguments = {"bench", "--quick", "--threads", "1", "--json", "--only", SECTIONS};
    try (CommandLineProcess bench = CommandLineProcess.start(directory, arguments)) {
      int code = bench.exitCode(SECTIONS_WITHIN);

      assertThat(code).as(bench.out() + bench.err()).isZero();
      JsonNode sections = new ObjectMapper().readTree(bench.out()).get("sections");
      assertThat(sections.fieldNames()).toIterable().containsExactly(SECTIONS.split(",", -1));
      assertThat(sections).allSatisfy(section -> {
        assertThat(section.get("failure").isNull()).isTrue();
        assertThat(section.get("figures")).hasSizeGreaterThan(2);
      });
      assertThat(sections.at("/startup/figures").findValuesAsText("measure"))
          .contains("first step", "first evaluation in view", "told as resumed", "first new step");
      assertThat(sections.at("/pipeline/figures").findValuesAsText("measure"))
          .contains("overhead", "waiting for data");
      assertThat(sections.at("/grokking/figures").findValuesAsText("measure"))
          .containsOnly("ood past 0.5", "ood past 0.85", "20 steps");
      assertThat(sections.at("/evaluation/figures").findValuesAsText("measure"))
          .contains("evaluation / steps", "with probes / steps");
    }
  }

  /** The jars of an image: containers/stage copies what the build has written down. */
  @Test
  void anImageIsWithoutTheBenchAndSaysWhereItIs() throws Exception {
    String jars = Files.readString(Path.of("target", "classpath")).strip();
    assertThat(jars)
        .contains("doublegrok-trainer")
        .doesNotContain("doublegrok-bench", "jmh-core", "kafka-tools-4");
    String image = Path.of("target", "classes").toAbsolutePath() + File.pathSeparator + jars;

    try (CommandLineProcess bench =
        CommandLineProcess.start(List.of(), image, directory, "bench", "--quick")) {
      assertThat(bench.exitCode()).isEqualTo(1);
      assertThat(bench.err())
          .hasLineCount(1)
          .contains("images are without it", "./doublegrok bench in a checkout");
    }
  }
}
