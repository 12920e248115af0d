package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections that need a broker, or processes of their own; nothing is said about time. */
final class BenchIT {
  private static final String SECTIONS = "pipeline,generator,broker,evaluation,startup,growth";

  @TempDir
  private Path directory;

  @Test
  void everySectionMeasuresSomething() throws Exception {
    String[] arguments = {"bench", "--quick", "--threads", "1", "--json", "--only", SECTIONS};
    try (CommandLineProcess bench = CommandLineProcess.start(directory, arguments)) {
      int code = bench.exitCode();

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
    }
  }
}
