package doublegrok.local.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Terminal in which commands of a tutorial run, and what they print on both of their streams. */
final class Terminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int INTERRUPTED = 130;

  private final String commands;
  private final Process shell;
  private final Path printed;

  private Terminal(String commands, Process shell, Path printed) {
    this.commands = commands;
    this.shell = shell;
    this.printed = printed;
  }

  /**
   * Types commands into a shell.
   *
   * @param folder that they run in
   * @param printed file for what they print
   */
  static Terminal type(String commands, Path folder, Path printed) throws IOException {
    // A parent in the background would have them ignore Ctrl-C.
    Process shell = new ProcessBuilder(
            "env", "--default-signal=INT", "bash", "-euo", "pipefail", "-c", commands)
        .directory(folder.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    return new Terminal(commands, shell, printed);
  }

  /** Waits until something is seen in it, or nothing more will be. */
  void awaitSight(Step.Seen seen) {
    await().atMost(PATIENCE).until(() -> seen.isIn(text()) || !shell.isAlive());
    assertThat(seen.isIn(text()))
        .as("%s%nis to print%n%s%nand printed%n%s", commands, seen.lines(), text())
        .isTrue();
  }

  /** Waits until its commands have ended, and well. */
  void awaitEnd() throws InterruptedException {
    awaitExit();
    assertThat(shell.exitValue()).as("%s%n%s", commands, text()).isZero();
  }

  /** Ctrl-C, for what still runs in it. */
  void interrupt() throws IOException, InterruptedException {
    if (!shell.isAlive()) {
      awaitEnd();
      return;
    }
    List<ProcessHandle> all = shell.descendants().toList();
    for (ProcessHandle each : all.isEmpty() ? List.of(shell.toHandle()) : all) {
      new ProcessBuilder("kill", "-INT", Long.toString(each.pid())).start().waitFor();
    }
    awaitExit();
    assertThat(shell.exitValue()).as("%s%n%s", commands, text()).isIn(0, INTERRUPTED);
  }

  @Override
  public void close() {
    List<ProcessHandle> all = shell.descendants().toList();
    shell.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitExit() throws InterruptedException {
    assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("%s%nends; so far:%n%s", commands, text())
        .isTrue();
  }

  private String text() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new IllegalStateException("what was printed cannot be read", e);
    }
  }
}
