package doublegrok.local.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The package in the folder python, and a Python that has what it needs. */
final class PythonPackage {
  private static final Path FOLDER = Path.of("..", "python");
  private static final int PATIENCE_SECONDS = 300;

  private final String python;
  private final Path output;

  private PythonPackage(String python, Path output) {
    this.python = python;
    this.output = output;
  }

  /**
   * With a Python that has all these modules; else the test is skipped.
   *
   * @param folder for what it says
   */
  static PythonPackage with(Path folder, String... modules) throws Exception {
    Path output = folder.resolve("output");
    String script =
        "from importlib.util import find_spec\nraise SystemExit(not all(map(find_spec, '"
            + String.join(" ", modules) + "'.split())))";
    for (String python : List.of("/usr/bin/python3", "python3")) {
      try {
        PythonPackage found = new PythonPackage(python, output);
        if (found.exitCode(Map.of(), "-c", script) == 0) {
          return found;
        }
      } catch (IOException absent) {
        // Perhaps the next one.
      }
    }
    return abort("no python3 with %s here (Debian: apt install python3-%s)"
        .formatted(String.join(", ", modules), String.join(" python3-", modules)));
  }

  /** Runs unit tests of the package, all of which must be done. */
  void assertTestsPass(Map<String, String> environment, String... modules) throws Exception {
    List<String> words = new ArrayList<>(List.of("-m", "unittest"));
    for (String module : modules) {
      words.add("tests." + module);
    }
    int exitCode = exitCode(environment, words.toArray(String[]::new));
    String said = Files.readString(output);
    assertThat(exitCode).as(said).isZero();
    assertThat(said).endsWith("\nOK\n").doesNotContain("skipped").containsPattern("Ran [1-9]");
  }

  /** Checks the package's types, strictly. */
  void assertTypesHold(Path cache) throws Exception {
    int exitCode = exitCode(Map.of(), "-m", "mypy", "--cache-dir", cache.toString(), "doublegrok");
    assertThat(exitCode).as(Files.readString(output)).isZero();
  }

  private int exitCode(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(python, "-B", "-W", "error::FutureWarning"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().remove("DOUBLEGROK_TOKEN");
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          String.join(" ", command) + " took over " + PATIENCE_SECONDS + " seconds");
    }
    return process.exitValue();
  }
}
