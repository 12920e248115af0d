package doublegrok.viewer.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * File of a table that is being written, row by row: compressed, the same bytes for the same rows,
 * and there only when it is whole.
 */
final class TableFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> header;
  private final DataFormat format;
  private final Path place;
  private final Path draft;
  private final Writer writer;
  private final CSVPrinter csv;
  private long rows;

  private TableFile(DataTable<?> table, DataFormat format, Path place, Path draft, Writer writer)
      throws IOException {
    this.header = table.header();
    this.format = format;
    this.place = place;
    this.draft = draft;
    this.writer = writer;
    this.csv = new CSVPrinter(
        writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    if (format == DataFormat.CSV) {
      csv.printRecord(header);
    }
  }

  /** Begins the file of a table in a folder. */
  static TableFile begin(DataTable<?> table, DataFormat format, Path folder) throws IOException {
    Path place = folder.resolve(format.fileOf(table.name()));
    Path draft = folder.resolve(format.fileOf(table.name()) + ".part");
    Writer writer = new BufferedWriter(
        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(draft)), UTF_8));
    return new TableFile(table, format, place, draft, writer);
  }

  /** Writes one row. */
  void add(List<Object> row) {
    try {
      if (format == DataFormat.CSV) {
        for (Object cell : row) {
          csv.print(cellOf(cell));
        }
        csv.println();
      } else {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int column = 0; column < row.size(); column++) {
          fields.put(header.get(column), valueOf(row.get(column)));
        }
        writer.write(JSON.writeValueAsString(fields));
        writer.write('\n');
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    rows++;
  }

  /** Puts it in its place; the number of its rows. */
  long finish() throws IOException {
    csv.close(true);
    Files.move(draft, place, ATOMIC_MOVE, REPLACE_EXISTING);
    return rows;
  }

  /** Leaves nothing behind where it was not finished. */
  @Override
  public void close() throws IOException {
    csv.close();
    Files.deleteIfExists(draft);
  }

  private static String cellOf(Object cell) throws IOException {
    Object value = valueOf(cell);
    if (value == null) {
      return "";
    }
    return value instanceof Map<?, ?> || value instanceof Collection<?>
        ? JSON.writeValueAsString(value)
        : value.toString();
  }

  /** A number that is not finite is not known. */
  private static Object valueOf(Object cell) {
    if (cell instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    return cell instanceof Instant time ? time.toString() : cell;
  }
}
