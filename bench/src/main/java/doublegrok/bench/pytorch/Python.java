package doublegrok.bench.pytorch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks for a Python that has torch. */
public final class Python {
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3", "python");
  private static final int PATIENCE_SECONDS = 60;

  private Python() {}

  /** The one that is named, or the first of the usual ones; empty if it has no torch. */
  public static Optional<String> withTorch(Optional<String> named) throws InterruptedException {
    for (String candidate : named.map(List::of).orElse(USUAL)) {
      if (hasTorch(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean hasTorch(String python) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(python, "-c", "import torch, numpy")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      try {
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException absent) {
      return false;
    }
  }
}
