package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python of this machine that has PyTorch. */
public final class PythonWithTorch {
  private final String python;
  private final Path output;

  private PythonWithTorch(String python, Path output) {
    this.python = python;
    this.output = output;
  }

  /**
   * The first that has it; else the test is skipped.
   *
   * @param folder for what it says
   */
  public static PythonWithTorch in(Path folder) throws Exception {
    for (String name : List.of("/usr/bin/python3", "python3")) {
      PythonWithTorch python = new PythonWithTorch(name, folder.resolve("output"));
      try {
        // To import torch takes seconds.
        python.run(
            "-c",
            "from importlib.util import find_spec as found\n"
                + "raise SystemExit(not (found('torch') and found('numpy')))");
        return python;
      } catch (IOException | AssertionError without) {
        // Perhaps the next one.
      }
    }
    return abort("no python3 with torch and numpy here (Debian: apt install python3-torch)");
  }

  /** The lines that it says, without a failure. */
  public List<String> run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(python, "-B"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", command) + " took over 120 seconds");
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
