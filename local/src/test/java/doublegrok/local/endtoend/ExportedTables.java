package doublegrok.local.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.record.ShotCount;
import doublegrok.viewer.data.DataExport;
import doublegrok.viewer.data.DataFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A run's tables, as they were written into a folder. */
final class ExportedTables {
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private ExportedTables() {}

  /** Tables of a run whose log is known say what the log says, whenever and as whatever written. */
  static void assertWritten(KafkaSettings kafka, String run, RunLog log, Path folder)
      throws IOException {
    Path csv = Files.createDirectories(folder.resolve("csv"));
    DataExport export = new DataExport(new RunScan(kafka, WITHIN), csv, DataFormat.CSV);
    var written = export.write(run, Map.of());
    assertThat(written.unchanged()).isFalse();
    assertSteps(rows(csv.resolve(run), "steps"), log);
    assertEvaluations(rows(csv.resolve(run), "evaluations"), log);
    assertThat(rows(csv.resolve(run), "events"))
        .extracting(row -> row.get("message"))
        .containsExactlyElementsOf(
            log.events().stream().map(event -> event.getMessage()).toList());

    Map<String, List<Byte>> before = bytes(csv);
    assertThat(export.write(run, Map.of()).unchanged()).isTrue();
    Path again = Files.createDirectories(folder.resolve("again"));
    new DataExport(new RunScan(kafka, WITHIN), again, DataFormat.CSV).write(run, Map.of());
    assertThat(bytes(csv)).isEqualTo(before).isEqualTo(bytes(again));

    var lines =
        new DataExport(new RunScan(kafka, WITHIN), csv, DataFormat.JSONL).write(run, Map.of());
    assertThat(lines.unchanged()).isFalse();
    assertThat(lines.rows()).isEqualTo(written.rows());
    assertThat(lines(csv.resolve(run).resolve("steps.jsonl.gz")))
        .extracting(line -> line.get("loss").doubleValue())
        .containsExactlyElementsOf(log.latestSteps().values());
  }

  private static void assertSteps(List<CSVRecord> rows, RunLog log) {
    SortedMap<Long, Double> losses = new TreeMap<>();
    rows.forEach(
        row -> losses.put(Long.parseLong(row.get("step")), Double.parseDouble(row.get("loss"))));
    assertThat(rows).hasSize(losses.size());
    assertThat(losses).isEqualTo(log.latestSteps());
  }

  private static void assertEvaluations(List<CSVRecord> rows, RunLog log) {
    List<String> expected = new ArrayList<>();
    log.evaluations().forEach(evaluation -> {
      for (ShotCount shot : evaluation.getShots()) {
        expected.add("%d %s %d %d %d"
            .formatted(
                evaluation.getStep(),
                evaluation.getSet(),
                shot.getShot(),
                shot.getCorrect(),
                shot.getTotal()));
      }
    });
    assertThat(rows.stream()
            .map(row -> String.join(
                " ",
                row.get("step"),
                row.get("set"),
                row.get("shot"),
                row.get("correct"),
                row.get("total"))))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<CSVRecord> rows(Path folder, String table) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = reader(folder.resolve(table + ".csv.gz"))) {
      return format.parse(reader).getRecords();
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    try (BufferedReader reader = new BufferedReader(reader(file))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        found.add(new ObjectMapper().readTree(line));
      }
    }
    return found;
  }

  private static Reader reader(Path file) throws IOException {
    return new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8);
  }

  private static Map<String, List<Byte>> bytes(Path folder) throws IOException {
    Map<String, List<Byte>> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> content = new ArrayList<>();
        for (byte each : Files.readAllBytes(file)) {
          content.add(each);
        }
        all.put(folder.relativize(file).toString(), content);
      }
    }
    return all;
  }
}
