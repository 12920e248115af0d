package doublegrok.local.check;

import doublegrok.local.check.Finding.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Directory that several machines share, tried with a file that is gone again afterwards: trainers
 * and workers keep each other out of the store by locks, and read each other's times.
 *
 * @param directory that exists or not
 * @param mounts what is mounted where, in the form of {@code /proc/mounts}
 */
public record SharedDirectory(Path directory, List<String> mounts) {
  private static final Path MOUNTS = Path.of("/proc/mounts");
  private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(5);
  private static final List<String> LOCAL_LOCKS =
      List.of("nolock", "local_lock=all", "local_lock=posix");

  public SharedDirectory {
    mounts = List.copyOf(mounts);
  }

  /** A directory as this machine sees it. */
  public static SharedDirectory here(Path directory) {
    try {
      return new SharedDirectory(
          directory, Files.isReadable(MOUNTS) ? Files.readAllLines(MOUNTS) : List.of());
    } catch (IOException unreadable) {
      return new SharedDirectory(directory, List.of());
    }
  }

  /** Whether a file there can be locked, also against other machines. */
  public Finding locks() {
    String kind = mount().map(fields -> fields[2]).orElse("a file system");
    Optional<String> local = mount().stream()
        .flatMap(fields -> Arrays.stream(fields[3].split(",", -1)))
        .filter(LOCAL_LOCKS::contains)
        .findFirst();
    if (local.isPresent()) {
      return new Finding(
          State.BAD,
          "locks",
          ("%s is on %s with the option %s: a lock there holds on this machine alone, so others"
                  + " could write into the store at once; mount it without")
              .formatted(directory, kind, local.get()));
    }
    try {
      return tried(file -> locked(file))
          ? Finding.ok("locks", "%s (%s) gives locks".formatted(directory, kind))
          : new Finding(State.BAD, "locks", noLocks(kind, "somebody holds a new file's"));
    } catch (IOException refused) {
      return new Finding(State.BAD, "locks", noLocks(kind, refused.getMessage()));
    }
  }

  /** Whether the clock of whoever keeps the files is this machine's. */
  public Finding clock() {
    try {
      Duration apart = tried(file ->
          Duration.between(Instant.now(), Files.getLastModifiedTime(file).toInstant()));
      return apart(apart, "that of " + directory);
    } catch (IOException refused) {
      return new Finding(State.NOTE, "clock", "cannot be compared: " + refused.getMessage());
    }
  }

  /** How far another clock is ahead of this machine's. */
  static Finding apart(Duration ahead, String whose) {
    return ahead.abs().compareTo(CLOCKS_APART_MAX) <= 0
        ? Finding.ok("clock", "this machine's agrees with " + whose)
        : new Finding(
            State.NOTE,
            "clock",
            ("%s is %d s %s this machine's: times of runs would mislead, and logins by ticket fail;"
                    + " have both ask the same time server")
                .formatted(
                    whose, ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
  }

  private String noLocks(String kind, String reason) {
    return ("%s (%s) gives no locks (%s), by which trainers keep each other out of the store; mount"
            + " it with locks, as NFS 4 is, or name another directory with --dir")
        .formatted(directory, kind, reason);
  }

  private static boolean locked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private <T> T tried(Trial<T> trial) throws IOException {
    Path file = Files.createTempFile(
        WritableDirectory.nearestExisting(directory), ".doublegrok-doctor", ".tmp");
    try {
      Files.writeString(file, "tried", StandardCharsets.UTF_8);
      return trial.of(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What is mounted nearest to the directory: device, place, kind, options. */
  private Optional<String[]> mount() {
    Path whole = directory.toAbsolutePath().normalize();
    return mounts.stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length > 3 && whole.startsWith(Path.of(fields[1])))
        .max(Comparator.comparingInt(fields -> fields[1].length()));
  }

  /** Something done to a file. */
  private interface Trial<T> {
    T of(Path file) throws IOException;
  }
}
