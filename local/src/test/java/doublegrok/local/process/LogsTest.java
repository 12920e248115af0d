package doublegrok.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {
  @TempDir
  private Path directory;

  @Test
  void theFileHoldsWhatStderrLeavesOut() throws IOException {
    Path file = new DataDirectory(directory).logFile();

    Logs.alsoTo(file);
    LoggerFactory.getLogger(LogsTest.class)
        .warn("one line {}", 1, new IllegalStateException("and its trace"));

    assertThat(Files.readString(file))
        .contains("one line 1", "IllegalStateException: and its trace", "at doublegrok.local");
  }
}
