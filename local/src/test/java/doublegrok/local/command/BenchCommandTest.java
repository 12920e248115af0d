package doublegrok.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.local.command.common.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The bench as a person and a script meet it; nothing is said about time. */
final class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aQuickBenchOfPartsTellsThemAsJson() throws Exception {
    int code = run("--quick", "--only", "step,avro,machine", "--json", "--rounds", "2");

    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode sections = new ObjectMapper().readTree(out.toString()).get("sections");
    assertThat(sections.fieldNames()).toIterable().containsExactly("machine", "step", "avro");
    for (JsonNode section : sections) {
      assertThat(section.get("failure").isNull()).isTrue();
      assertThat(section.get("figures")).isNotEmpty().allSatisfy(figure -> {
        assertThat(figure.get("runs").asInt()).isEqualTo(2);
        assertThat(figure.get("least").asDouble())
            .isPositive()
            .isLessThanOrEqualTo(figure.get("median").asDouble());
        assertThat(figure.get("greatest").asDouble())
            .isGreaterThanOrEqualTo(figure.get("median").asDouble());
      });
    }
    assertThat(sections.at("/step/figures").findValuesAsText("subject"))
        .contains("demo", "middle", "he2024");
  }

  @Test
  void aTableHasALineForEachFigure() {
    assertThat(run("--quick", "--only", "machine")).isEqualTo(ExitCode.DONE);

    assertThat(out.toString().lines().findFirst()).contains("machine");
    assertThat(out.toString()).containsPattern("float32 +matrix product +[0-9.,]+ GFLOP/s");
    assertThat(out.toString()).contains("CPU: ", "Java: ", "PyTorch");
  }

  @Test
  void anUnknownSectionIsABadArgumentThatNamesTheOthers() {
    assertThat(run("--only", "stpe")).isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString()).contains("there is no section 'stpe'", "machine, step");
  }

  @Test
  void noRoundsAreABadArgument() {
    assertThat(run("--only", "machine", "--rounds", "0")).isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString()).contains("--rounds must be at least 1, was 0");
  }

  @Test
  void withoutPythonTheSameLibtorchIsComparedWithAndThePythonMissed() throws Exception {
    int code =
        run("--quick", "--json", "--only", "pytorch", "--against-pytorch", "/nonexistent/python");

    assertThat(code).as(out.toString()).isEqualTo(ExitCode.DONE);
    JsonNode section = new ObjectMapper().readTree(out.toString()).at("/sections/pytorch");
    assertThat(section.get("remarks").get(0).asText())
        .startsWith("No Python with torch and numpy was found as /nonexistent/python");
    assertThat(section.get("figures").findValuesAsText("measure"))
        .contains("plain / doublegrok")
        .noneMatch(measure -> measure.startsWith("python"));
  }

  @Test
  void theMicroBenchmarksRun() {
    assertThat(run("--jmh", "BatchCoding", "--quick")).isEqualTo(ExitCode.DONE);
    assertThat(run("--jmh", "NoSuch", "--quick")).isEqualTo(ExitCode.BAD_ARGUMENTS);

    assertThat(err.toString()).contains("there is no micro-benchmark 'NoSuch'");
  }

  private int run(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "bench";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Doublegrok.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }
}
