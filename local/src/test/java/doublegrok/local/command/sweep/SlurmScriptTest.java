package doublegrok.local.command.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the script that starts workers under Slurm. */
final class SlurmScriptTest {
  private static final List<String> ARGUMENTS =
      List.of("--bootstrap", "scram://head:9092", "--dir", "/shared/it's here");

  @TempDir
  private Path directory;

  @Test
  void isWhatItWas() throws Exception {
    String script = new SlurmScript("mine", 8, 2, 120, "/opt/dg/doublegrok", ARGUMENTS).text();

    try (InputStream golden = getClass().getResourceAsStream("mine.sbatch")) {
      assertThat(script).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** With programs in place of Slurm's: what the worker gets, and who queues it again. */
  @ParameterizedTest
  @CsvSource({"75, requeue 7_3", "0, ''", "1, ''"})
  void queuesAWorkerAgainThatHasGivenItsRunsBack(int code, String asked) throws Exception {
    Path worker = program("worker", "printf '%s|' \"$@\" >\"$0.got\"; exit " + code);
    program("srun", "while [[ $1 == --* ]]; do shift; done; exec \"$@\"");
    program("scontrol", "echo \"$*\" >\"$0.got\"");
    Path script = Files.writeString(
        directory.resolve("script"),
        new SlurmScript("mine", 8, 2, 120, worker.toString(), ARGUMENTS).text());

    ProcessBuilder bash = new ProcessBuilder("bash", script.toString());
    bash.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    bash.environment().put("SLURM_ARRAY_JOB_ID", "7");
    bash.environment().put("SLURM_ARRAY_TASK_ID", "3");
    Process process = bash.start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(directory.resolve("worker.got"))
        .hasContent("worker|--bootstrap|scram://head:9092|--dir|/shared/it's here|--grace|110|");
    Path got = directory.resolve("scontrol.got");
    assertThat(Files.exists(got) ? Files.readString(got).strip() : "").isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 120, --workers", "8, 0, 120, --cpus", "8, 2, 19, --warning"})
  void refusesNumbersThatCannotBe(int workers, int cpus, int warning, String option) {
    assertThatThrownBy(
            () -> new SlurmScript("mine", workers, cpus, warning, "doublegrok", ARGUMENTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option + " must be at least ");
  }

  @Test
  void theCommandHandsOnWhereEverythingIsAndNeverTheToken() throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "a-token-that-nobody-knows");
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);

    int code = Doublegrok.run(
        out,
        out,
        "sweep",
        "sbatch",
        "mine",
        "--bootstrap",
        "scram://head:9092",
        "--token-file",
        token.toString(),
        "--dir",
        directory.resolve("data").toString(),
        "--workers",
        "3");

    assertThat(code).as(said.toString()).isEqualTo(ExitCode.DONE);
    assertThat(said.toString())
        .startsWith("#!/bin/bash\n")
        .contains("#SBATCH --array=1-3\n", "--bootstrap scram://head:9092")
        .contains("--token-file " + token, "--dir " + directory.resolve("data"))
        .doesNotContain("nobody-knows");
  }

  private Path program(String name, String body) throws Exception {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
