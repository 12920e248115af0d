package doublegrok.local.process;

import doublegrok.local.check.FreeDiskSpace;
import doublegrok.local.check.RefusedException;
import doublegrok.local.check.WritableDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directory in which one machine's runs lie: the broker's files, the checkpoints and the program's
 * own log.
 *
 * @param root as named with --dir
 */
public record DataDirectory(Path root) {
  /** What --dir is when not named. */
  public static final String DEFAULT = "doublegrok-data";

  /** Below this a broker may stop in the middle of a run. */
  public static final long MINIMUM_FREE_BYTES = 1_000_000_000;

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The broker's. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** The checkpoint store's. */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** A Kafka Streams service's state. */
  public Path state(String service) {
    return root.resolve("state").resolve(service);
  }

  /** The viewer's state, which is older than its name. */
  public Path viewState() {
    return state("evaluator");
  }

  /** The program's own log, see {@link Logs}. */
  public Path logFile() {
    return root.resolve("logs").resolve("doublegrok.log");
  }

  /**
   * Looks whether it can be used, and creates it.
   *
   * @param minimumFreeBytes that its disk must have
   * @throws RefusedException when it cannot be written or the disk is nearly full
   */
  public DataDirectory prepare(long minimumFreeBytes) {
    new WritableDirectory(root).require();
    new FreeDiskSpace(root, minimumFreeBytes).require();
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new RefusedException(
          "%s cannot be created (%s); name another with --dir".formatted(root, e), e);
    }
    return this;
  }
}
