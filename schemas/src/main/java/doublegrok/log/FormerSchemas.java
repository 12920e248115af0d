package doublegrok.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** Schemas that former releases wrote their records by, as they are frozen beside the classes. */
final class FormerSchemas {
  /** Folders below {@code doublegrok/record/frozen}, the oldest first. */
  static final List<String> VERSIONS = List.of("v1", "v2");

  private static final String FOLDER = "/doublegrok/record/frozen/";

  private FormerSchemas() {}

  /** Those of a record type, the oldest first; not each version has every type. */
  static List<Schema> of(Schema current) {
    List<Schema> former = new ArrayList<>();
    for (String version : VERSIONS) {
      String file = FOLDER + version + "/" + fileName(current.getName());
      try (InputStream text = FormerSchemas.class.getResourceAsStream(file)) {
        if (text != null) {
          former.add(new Schema.Parser().parse(text));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot read the former schema " + file, failure);
      }
    }
    return List.copyOf(former);
  }

  /** {@code SequenceBatch} is in {@code sequence-batch.avsc}. */
  private static String fileName(String type) {
    return type.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".avsc";
  }
}
