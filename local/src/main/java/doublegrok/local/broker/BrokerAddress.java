package doublegrok.local.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Address at which the broker of a directory listens: a file beside its data, true while it runs.
 */
public final class BrokerAddress {
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 100;

  private BrokerAddress() {}

  /**
   * The address of the broker that runs in a directory, as a person writes it; waits for one that
   * is just starting. Empty if none runs there.
   */
  public static Optional<String> of(Path directory) {
    long until = System.nanoTime() + STARTED_WITHIN.toNanos();
    try {
      while (Files.isDirectory(directory) && LogDirectory.inUse(directory)) {
        if (Files.exists(file(directory))) {
          return Optional.of(
              Files.readString(file(directory), StandardCharsets.UTF_8).strip());
        }
        if (System.nanoTime() > until) {
          throw new IllegalStateException(
              "a broker holds %s but does not say its address; stop it, then try again"
                  .formatted(directory));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new IllegalStateException(
          "cannot look for a broker in %s: %s".formatted(directory, failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static void write(Path directory, String address) throws IOException {
    Path draft = directory.resolve("address.draft");
    Files.writeString(draft, address, StandardCharsets.UTF_8);
    Files.move(draft, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path directory) throws IOException {
    Files.deleteIfExists(file(directory));
  }

  private static Path file(Path directory) {
    return directory.resolve("address");
  }
}
