package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two nodes of Slurm on this machine, by the same script as CI's. */
final class SlurmNodes implements AutoCloseable {
  private static final String SCRIPT =
      Path.of("..", ".ci", "slurm").toAbsolutePath().normalize().toString();

  private final Path directory;
  private final Path configuration;

  private SlurmNodes(Path directory) {
    this.directory = directory;
    this.configuration = directory.resolve("slurm.conf");
  }

  /** Skips the test, and says so, where Slurm is not installed. */
  static void requireInstalled(Path directory) throws Exception {
    String missing = said(directory, SCRIPT, "missing").replace('\n', ' ').strip();
    assumeTrue(
        missing.isEmpty(),
        "not installed: %s; on Debian: apt-get install slurm-wlm munge".formatted(missing));
  }

  static SlurmNodes start(Path directory) throws Exception {
    Files.createDirectories(directory);
    said(directory, SCRIPT, "start", directory.toString());
    return new SlurmNodes(directory);
  }

  /** The number of the job. */
  String submit(String... arguments) throws Exception {
    String[] command = Stream.concat(Stream.of("sbatch", "--parsable"), Stream.of(arguments))
        .toArray(String[]::new);
    return slurm(command).strip();
  }

  /** What one of its programs says. */
  String slurm(String... command) throws Exception {
    return said(
        directory,
        Stream.concat(Stream.of("env", "SLURM_CONF=" + configuration), Stream.of(command))
            .toArray(String[]::new));
  }

  /**
   * Slurm has what is queued again wait for two minutes, and holds for good what it could not
   * launch; here it waits for three seconds, since what is launched in the second in which it was
   * stopped is taken for stopped. One that waits no longer is fine, too.
   */
  void hurry(String job) throws Exception {
    slurm("sh", "-c", """
        for each in $(squeue -h -r -j %s -t PD -o %%i); do
          scontrol release $each
          start=$(date +%%s -d "$(squeue -h -j $each -o %%S)") || continue
          [ "$start" -lt $(($(date +%%s) + 10)) ] || scontrol update JobId=$each StartTime=now+3
        done
        true""".formatted(job));
  }

  /** Jobs, nodes, and what the controller said last. */
  String situation() throws Exception {
    return slurm(
        "sh", "-c", "scontrol show jobs; sinfo -N -l; tail -n 30 %s/*.log".formatted(directory));
  }

  @Override
  public void close() {
    try {
      said(directory, SCRIPT, "stop", directory.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String said(Path directory, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "said", ".txt");
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES))
        .as(String.join(" ", command))
        .isTrue();
    String text = Files.readString(out);
    assertThat(process.exitValue())
        .as("%s: %s", String.join(" ", command), text)
        .isZero();
    return text;
  }
}
