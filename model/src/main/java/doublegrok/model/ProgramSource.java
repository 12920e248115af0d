package doublegrok.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** TorchScript sources, which lie beside the classes. */
final class ProgramSource {
  private ProgramSource() {}

  /** A source's text. */
  static String read(String name) {
    try (InputStream in = ProgramSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " from the class path", e);
    }
  }

  /**
   * Methods of a source's class as methods of another class, with the comments before them, to be
   * put behind it. A blank line stands between any two methods and nowhere inside one.
   *
   * @throws IllegalStateException if the source has not all of them
   */
  static String methods(Set<String> names, String source, String owner) {
    List<String> found = parts(source)
        .filter(part -> names.stream().anyMatch(name -> defines(part, name)))
        .map(part -> "\n" + part.replaceAll("self: __torch__\\.\\w+", "self: __torch__." + owner))
        .toList();
    if (found.size() != names.size()) {
      throw new IllegalStateException(
          "%s has %d of the methods %s".formatted(source, found.size(), names));
    }
    return String.join("\n", found) + "\n";
  }

  /** A source without one of its methods, to put another behind it. */
  static String without(String name, String source) {
    return parts(source).filter(part -> !defines(part, name)).collect(Collectors.joining("\n\n"))
        + "\n\n";
  }

  private static Stream<String> parts(String source) {
    return Arrays.stream(read(source).stripTrailing().split("\n\n"));
  }

  private static boolean defines(String part, String name) {
    return part.contains("  def %s(".formatted(name));
  }
}
