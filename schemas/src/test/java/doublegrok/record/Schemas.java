package doublegrok.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schema files that tests compare. */
final class Schemas {
  static final Path CURRENT = Path.of("src/main/avro");
  static final Path FROZEN = Path.of("src/main/resources/doublegrok/record/frozen");

  private Schemas() {}

  /** Names of the schema files of a folder. */
  static List<String> names(Path folder) {
    return children(folder).stream().filter(name -> name.endsWith(".avsc")).toList();
  }

  static List<String> children(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  static Schema read(Path file) {
    return new Schema.Parser().parse(text(file));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
