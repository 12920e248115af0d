package doublegrok.local.broker;

import doublegrok.local.check.RefusedException;
import doublegrok.local.check.WritableDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Makes a directory ready to be Kafka's: there, writable, in nobody else's use, formatted. */
final class LogDirectory {
  private LogDirectory() {}

  /**
   * @throws RefusedException when the directory cannot be used
   */
  static void prepare(Path directory) {
    new WritableDirectory(directory).require();
    try {
      Files.createDirectories(directory);
      refuseIfInUse(directory);
      if (!Files.exists(directory.resolve("meta.properties"))) {
        format(directory);
      }
    } catch (IOException e) {
      throw new RefusedException(
          "the Kafka broker cannot use the directory %s (%s); name another".formatted(directory, e),
          e);
    }
  }

  /** Kafka locks the same file a moment later, and holds it as long as the broker lives. */
  private static void refuseIfInUse(Path directory) throws IOException {
    if (inUse(directory)) {
      throw new RefusedException(
          "another broker uses the directory %s; stop that one, or name another directory"
              .formatted(directory));
    }
  }

  /** Whether the last broker was killed here, or the machine: Kafka then looks at its files. */
  static boolean wasLeftInHaste(Path directory) {
    return Files.exists(directory.resolve("meta.properties"))
        && !Files.exists(directory.resolve(".kafka_cleanshutdown"));
  }

  /** Whether a broker, of this process or of another, lives in the directory. */
  static boolean inUse(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static void format(Path directory) throws IOException {
    try (PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName(BoundSockets.CONTROLLER)
          .run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("formatting failed: " + e.getMessage(), e);
    }
  }
}
