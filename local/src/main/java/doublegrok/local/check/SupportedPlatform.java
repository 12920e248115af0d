package doublegrok.local.check;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Condition that PyTorch's libraries exist for this machine, and that Kafka's broker runs on it;
 * the launcher says the same before Java starts.
 *
 * @param system as Java names it, for example {@code Mac OS X}
 * @param processor as Java names it, for example {@code x86_64}
 */
public record SupportedPlatform(String system, String processor) implements Check {
  private static final Set<String> X86_64 = Set.of("x86_64", "amd64");
  private static final Set<String> ARM64 = Set.of("aarch64", "arm64");

  /** This machine's. */
  public static SupportedPlatform here() {
    return new SupportedPlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  @Override
  public Optional<String> problem() {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Optional.of("Windows itself is not supported; run doublegrok in WSL 2 (wsl --install)"
          + " or in Docker");
    }
    boolean arm = ARM64.contains(processor);
    boolean supported = (name.equals("linux") && (arm || X86_64.contains(processor)))
        || (name.startsWith("mac") && arm);
    return supported
        ? Optional.empty()
        : Optional.of(("PyTorch has no libraries for %s on %s, only for Linux on x86-64 and arm64"
                + " and for macOS on Apple silicon; run doublegrok in Docker")
            .formatted(system, processor));
  }
}
