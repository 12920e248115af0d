package doublegrok.local.check;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Condition that this process may open as many files and connections as a broker needs.
 *
 * @param limit of this process
 */
public record OpenFiles(long limit) implements Check {
  private static final long LEAST = 512;

  /** This process's, which Java raises as far as it may; no limit where none is known. */
  public static OpenFiles here() {
    return new OpenFiles(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE);
  }

  @Override
  public Optional<String> problem() {
    return limit >= LEAST
        ? Optional.empty()
        : Optional.of(
            "a process must be allowed to open at least %d files, the limit is %d; raise it with"
                    .formatted(LEAST, limit)
                + " 'ulimit -n 4096', or where that is refused in /etc/security/limits.conf");
  }
}
