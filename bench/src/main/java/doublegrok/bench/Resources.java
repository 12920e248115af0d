package doublegrok.bench;

import java.io.IOException;
import java.io.InputStream;

/** Programs in other languages, which lie beside the classes. */
final class Resources {
  private Resources() {}

  static byte[] read(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return in.readAllBytes();
    }
  }
}
