package doublegrok.log;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/**
 * Record keys: a run's name, then what tells its records apart, separated by slashes. Digits are
 * those of no language.
 */
public final class RecordKeys {
  /** A dash and a number of up to five digits follow it in a run's name. */
  private static final int SWEEP_NAME_MOST = 57;

  private static final Pattern RUN_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private RecordKeys() {}

  /**
   * The name itself, if it may name a run.
   *
   * @throws IllegalArgumentException if not
   */
  public static String checkedRunName(String name) {
    if (!isRunName(name)) {
      throw new IllegalArgumentException(
          ("a run's name must be 1 to 63 lower-case letters, digits, '.', '_' or '-', beginning"
                  + " with a letter or digit, was '%s'; choose another")
              .formatted(name));
    }
    return name;
  }

  /**
   * Checks the name of a sweep, which its runs' names begin with.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  public static String checkedSweepName(String name) {
    if (!isRunName(name) || name.length() > SWEEP_NAME_MOST) {
      throw new IllegalArgumentException(
          ("a sweep's name must be 1 to %d lower-case letters, digits, '.', '_' or '-', beginning"
                  + " with a letter or digit, was '%s'; name it otherwise with --name")
              .formatted(SWEEP_NAME_MOST, name));
    }
    return name;
  }

  /** Whether it may name a run. */
  public static boolean isRunName(String name) {
    return RUN_NAME.matcher(name).matches();
  }

  /** Key of a command. */
  public static String command(String run, int version, String id) {
    return String.format(Locale.ROOT, "%s/%06d/%s", run, version, id);
  }

  /** Key of what belongs to a step; keys of one run sort by step. */
  public static String step(String run, long step) {
    return String.format(Locale.ROOT, "%s/%012d", run, step);
  }

  /** Key of an evaluation. */
  public static String evaluation(String run, long step, String set) {
    return step(run, step) + "/" + set;
  }

  /** Key of what the references score on a distribution version. */
  public static String version(String run, int version) {
    return String.format(Locale.ROOT, "%s/%06d", run, version);
  }

  /** Key of what a probe found. */
  public static String probe(String run, long step, String name) {
    return step(run, step) + "/" + name;
  }

  /** Key of what a sweep's topic holds but once: {@code standing}. */
  public static String sweep(String sweep, String what) {
    return sweep + "/" + what;
  }

  /** Key of what a sweep's topic holds of one run, command or answer. */
  public static String sweep(String sweep, String what, String which) {
    return sweep + "/" + what + "/" + which;
  }

  /** The run, or the sweep, that a key belongs to. */
  public static String runOf(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  /** The partition of every record of a run. */
  public static int partition(String key, int partitions) {
    byte[] run = runOf(key).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(run)) % partitions;
  }
}
