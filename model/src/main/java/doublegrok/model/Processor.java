package doublegrok.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Processor, as the operating system describes it.
 *
 * @param name its maker's name for it, or its architecture
 * @param multipliesBfloat16 whether it has instructions for that
 */
public record Processor(String name, boolean multipliesBfloat16) {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16", "bf16");

  /** This machine's; where Linux does not tell, one without bfloat16. */
  public static Processor here() {
    try {
      return of(Files.isReadable(DESCRIPTION) ? Files.readAllLines(DESCRIPTION) : List.of());
    } catch (IOException unreadable) {
      return of(List.of());
    }
  }

  /** Reads lines {@code key : value} of /proc/cpuinfo, of x86 or ARM. */
  static Processor of(List<String> lines) {
    String name = lines.stream()
        .filter(line -> line.startsWith("model name"))
        .map(Processor::value)
        .findFirst()
        .orElse(System.getProperty("os.arch"));
    boolean bfloat16 = lines.stream()
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .flatMap(line -> Arrays.stream(value(line).split(" ")))
        .anyMatch(BFLOAT16::contains);
    return new Processor(name, bfloat16);
  }

  private static String value(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }
}
