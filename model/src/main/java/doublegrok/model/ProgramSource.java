package doublegrok.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
}
