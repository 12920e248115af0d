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

  /** Stands where a byte of a path is no character of the locale. */
  private static final int REPLACEMENT = 0xFFFD;

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
    String name = root.toString();
    if (name.codePoints().anyMatch(each -> each > Character.MAX_VALUE || each == REPLACEMENT)) {
      throw new IllegalArgumentException(
          ("--dir must be a path without emoji and other signs beyond 16 bits, which RocksDB does"
                  + " not find, was %s; name another")
              .formatted(name));
    }
  }

  /**
   * The same, if a broker can live in it.
   *
   * @throws IllegalArgumentException if Kafka would take its path for several
   */
  public DataDirectory forBroker() {
    if (root.toString().indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "--dir must be a path without commas, which part directories in Kafka's settings, was %s;"
                  .formatted(root)
              + " name another");
    }
    return this;
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
