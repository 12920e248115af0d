package doublegrok.local.check;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Properties;

/** Description of this machine, as far as runs care: never names of persons, hosts or secrets. */
public final class Machine {
  private static final long BYTES_PER_MB = 1_000_000;
  private static final long MEMORY_ADVISED_BYTES = 3_000_000_000L;

  private Machine() {}

  /** The Java runtime and its heap. */
  public static Finding java() {
    return Finding.ok(
        "Java",
        "%s (%s), heap up to %d MB"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                Runtime.getRuntime().maxMemory() / BYTES_PER_MB));
  }

  /** The operating system and its processors. */
  public static Finding system() {
    return Finding.of(
        "system",
        SupportedPlatform.here(),
        Finding.State.BAD,
        "%s %s, %s, processors: %d"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
  }

  /** How many threads would compute, where none are asked for. */
  public static Finding threads() {
    return threads(Cores.here());
  }

  static Finding threads(Cores cores) {
    return Finding.ok(
        "threads",
        "a run measures 1 to %d at its start, in demo 1 to %d; evaluations take %d"
            .formatted(cores.number(), cores.shared(), cores.usual()));
  }

  /** Whether the memory suffices for broker, training and evaluation at once. */
  public static Finding memory() {
    OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return memory(bean.getTotalMemorySize(), bean.getFreeMemorySize());
  }

  static Finding memory(long totalBytes, long freeBytes) {
    String found =
        "%d MB, %d MB of it free".formatted(totalBytes / BYTES_PER_MB, freeBytes / BYTES_PER_MB);
    return totalBytes >= MEMORY_ADVISED_BYTES
        ? Finding.ok("memory", found)
        : new Finding(
            Finding.State.NOTE,
            "memory",
            "%s; below %d MB take small models and one run at a time"
                .formatted(found, MEMORY_ADVISED_BYTES / BYTES_PER_MB));
  }

  /**
   * The language of this process, which Main makes none, and the encoding of names of files.
   *
   * @param properties of this process
   */
  public static Finding encoding(Properties properties) {
    String encoding = properties.getProperty("sun.jnu.encoding", "unknown");
    String found = "numbers and texts know none; names of files are in " + encoding;
    return encoding.equals("ANSI_X3.4-1968") || encoding.equals("US-ASCII")
        ? new Finding(
            Finding.State.NOTE,
            "locale",
            found + ", so paths with other letters are not found; LC_ALL=C.UTF-8 mends it")
        : Finding.ok("locale", found);
  }

  /**
   * Whether OpenMP's threads wait without spinning; spinning ones starve the broker beside them.
   *
   * @param environment of this process
   */
  public static Finding openMp(Map<String, String> environment) {
    String policy = environment.getOrDefault("OMP_WAIT_POLICY", "not set");
    return policy.equalsIgnoreCase("passive")
        ? Finding.ok("OpenMP", "OMP_WAIT_POLICY is passive")
        : new Finding(
            Finding.State.NOTE,
            "OpenMP",
            ("OMP_WAIT_POLICY is %s; passive makes training beside a broker many times faster,"
                    + " and ./doublegrok sets it")
                .formatted(policy));
  }
}
