package doublegrok.viewer.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Export of runs as tables: a folder for each run, a file for each table, and one that says what
 * the columns mean. Records are read as a stream, twice: once to see which are the newest of their
 * key, since what is made again replaces its twin, and once to write them. Of all records no more
 * than the keys are in memory.
 */
public final class DataExport {
  /** Of the layout of folders and columns. */
  static final int VERSION = 1;

  /** File that says what the columns mean. */
  public static final String DICTIONARY = "dictionary.json";

  /** File of a run that says, once all others are there, of which records they are. */
  public static final String DONE = "export.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunScan scan;
  private final Path directory;
  private final DataFormat format;

  /** An export into a folder that is there. */
  public DataExport(RunScan scan, Path directory, DataFormat format) {
    this.scan = scan;
    this.directory = directory;
    this.format = format;
  }

  /**
   * Result of the export of a run.
   *
   * @param unchanged whether an earlier export had all of it already
   * @param rows of each table
   */
  public record Exported(boolean unchanged, Map<String, Long> rows) {}

  /** Writes what the columns mean. */
  public void writeDictionary() throws IOException {
    write(directory.resolve(DICTIONARY), DataDictionary.fields());
  }

  /**
   * Writes everything of a run, unless it is there already.
   *
   * @param summary of the run, as JSON fields: {@code run.json}
   * @throws IOException if a file cannot be written
   */
  public Exported write(String run, Map<String, Object> summary) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(run));
    Map<Topic<?>, Newest> newest = new LinkedHashMap<>();
    for (DataTable<?> table : DataTables.ALL) {
      newest.computeIfAbsent(table.topic(), topic -> Newest.of(topic, run, scan));
    }
    Map<String, Long> log = new LinkedHashMap<>();
    newest.forEach((topic, found) -> log.put(topic.name(), found.lastOffset()));
    Optional<Map<String, Long>> before = before(folder, log);
    if (before.isPresent()) {
      return new Exported(true, before.get());
    }
    Files.deleteIfExists(folder.resolve(DONE));
    write(folder.resolve("run.json"), summary);
    Map<String, Long> rows = new LinkedHashMap<>();
    try {
      for (Topic<?> topic : newest.keySet()) {
        rows.putAll(writeTables(topic, run, newest.get(topic), folder));
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("run", run);
    done.put("version", VERSION);
    done.put("format", format.suffix());
    done.put("last_offsets", log);
    done.put("rows", rows);
    write(folder.resolve(DONE), done);
    return new Exported(false, rows);
  }

  /** The rows of an export of the same records in the same format. */
  private Optional<Map<String, Long>> before(Path folder, Map<String, Long> log)
      throws IOException {
    Path file = folder.resolve(DONE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode done = JSON.readTree(file.toFile());
    boolean same = done.path("version").asInt() == VERSION
        && done.path("format").asText().equals(format.suffix())
        && numbers(done.path("last_offsets")).equals(log);
    return same ? Optional.of(numbers(done.path("rows"))) : Optional.empty();
  }

  private static Map<String, Long> numbers(JsonNode fields) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(each -> numbers.put(each.getKey(), each.getValue().asLong()));
    return numbers;
  }

  /** Writes the tables of one topic, which are read together. */
  private <V extends SpecificRecord> Map<String, Long> writeTables(
      Topic<V> topic, String run, Newest newest, Path folder) throws IOException {
    List<DataTable<V>> tables = tablesOf(topic);
    List<TableFile> files = new ArrayList<>();
    try {
      for (DataTable<V> table : tables) {
        files.add(TableFile.begin(table, format, folder));
      }
      scan.each(topic, run, found -> {
        if (newest.isOne(found)) {
          RunScan.decoded(topic, found).ifPresent(record -> {
            for (int table = 0; table < tables.size(); table++) {
              Consumer<List<Object>> rows = files.get(table)::add;
              tables.get(table).rows().accept(record, rows);
            }
          });
        }
      });
      Map<String, Long> rows = new LinkedHashMap<>();
      for (int table = 0; table < tables.size(); table++) {
        rows.put(tables.get(table).name(), files.get(table).finish());
      }
      return rows;
    } finally {
      for (TableFile file : files) {
        file.close();
      }
    }
  }

  @SuppressWarnings("unchecked") // the tables of a topic are of its records
  private static <V extends SpecificRecord> List<DataTable<V>> tablesOf(Topic<V> topic) {
    return DataTables.ALL.stream()
        .filter(table -> table.topic().equals(topic))
        .map(table -> (DataTable<V>) table)
        .toList();
  }

  private static void write(Path file, Object fields) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(
        draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
