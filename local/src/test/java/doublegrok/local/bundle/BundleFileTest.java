package doublegrok.local.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.check.RefusedException;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topics;
import doublegrok.record.StepReport;
import doublegrok.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is read only if every bit of it is as it was. */
final class BundleFileTest {
  private static final int FLIPS = 1_000;
  private static final long SEED = 20_261_127;
  private static final int STEPS = 200;
  private static final String RECORDS = "runs/a/steps.avro";

  @TempDir
  private Path folder;

  private Path file;
  private Path weights;

  @BeforeEach
  void write() throws IOException {
    weights = folder.resolve("weights");
    byte[] content = new byte[2_000];
    new Random(SEED).nextBytes(content);
    Files.write(weights, content);
    file = written("whole.zip");
  }

  @Test
  void theSameContentIsTheSameFileAndComesBack() throws Exception {
    assertThat(written("again.zip")).hasSameBinaryContentAs(file);

    List<StepReport> found = new ArrayList<>();
    try (BundleFile bundle = BundleFile.open(file);
        InputStream in = bundle.read(RECORDS)) {
      assertThat(bundle.index().runs()).containsExactly("a");
      RecordsFile.read(Topics.STEPS, in, (key, timestamp, value) -> {
        assertThat(key).isEqualTo(RecordKeys.step("a", value.getStep()));
        assertThat(timestamp).isEqualTo(value.getStep() + 5);
        found.add(value);
      });
    }
    assertThat(found).hasSize(STEPS).first().isEqualTo(report(1));
  }

  @Test
  void everyFlippedBitIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(SEED);
    Path flipped = folder.resolve("flipped.zip");
    int named = 0;
    for (int flip = 0; flip < FLIPS; flip++) {
      long bit = random.nextLong(8L * whole.length);
      byte[] altered = whole.clone();
      altered[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
      Files.write(flipped, altered);

      String sentence = refusal(flipped);

      assertThat(sentence)
          .as("bit %d", bit)
          .contains("flipped.zip")
          .matches("[^\n]+ fetch it again");
      named += sentence.contains(RECORDS) || sentence.contains("checkpoints/w") ? 1 : 0;
    }
    assertThat(named).as("most bits are in entries, which are named").isGreaterThan(FLIPS / 2);
  }

  @Test
  void whatIsCutOffOrFollowedIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length : List.of(0, 10, 100, whole.length / 2, whole.length - 1)) {
      assertThat(refusal(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, length))))
          .contains("its end is lost");
    }
    assertThat(refusal(
            Files.write(folder.resolve("more.zip"), Arrays.copyOf(whole, whole.length + 1))))
        .contains("its end is lost");
    assertThat(refusal(folder.resolve("gone.zip"))).contains("there is no file");
  }

  @Test
  void anEntryThatTheManifestDoesNotDescribeIsRefusedByItsName() throws IOException {
    Path forged = folder.resolve("forged.zip");
    try (ZipFile from = new ZipFile(file.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(forged))) {
      for (ZipEntry each : from.stream().toList()) {
        ZipEntry entry = new ZipEntry(each.getName());
        entry.setTimeLocal(BundleWriter.TIME);
        to.putNextEntry(entry);
        boolean other = each.getName().equals("README.md");
        to.write(other ? new byte[] {'x'} : from.getInputStream(each).readAllBytes());
      }
      to.setComment(Seal.OPEN);
    }

    assertThat(refusal(forged)).contains("the entry README.md");
    Seal.put(forged, Sha256.of(forged)); // as whoever knows how may do
    assertThat(refusal(forged)).contains("the entry README.md");
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsNotTaken() throws IOException {
    try (BundleWriter bundle = new BundleWriter(OutputStream.nullOutputStream())) {
      assertThatThrownBy(() -> bundle.add("checkpoints/x", weights, "0".repeat(64)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not what its name says");
    }
  }

  private static String refusal(Path path) {
    try (BundleFile opened = BundleFile.open(path)) {
      return "opened with " + opened.index();
    } catch (RefusedException refused) {
      return refused.getMessage();
    } catch (IOException late) {
      return late.toString();
    }
  }

  private Path written(String name) throws IOException {
    Path path = folder.resolve(name);
    String sha256;
    try (OutputStream out = Files.newOutputStream(path);
        BundleWriter bundle = new BundleWriter(out)) {
      bundle.add("README.md", "what it is\n");
      bundle.add(RECORDS, entry -> {
        try (var records = new RecordsFile.Writer<>(Topics.STEPS, "a", entry)) {
          for (long step = 1; step <= STEPS; step++) {
            records.take(RecordKeys.step("a", step), step + 5, report(step));
          }
        }
      });
      bundle.add("checkpoints/w", weights, Sha256.of(weights));
      sha256 = bundle.finish("a test", List.of("a"), List.of());
    }
    Seal.put(path, sha256);
    return path;
  }

  private static StepReport report(long step) {
    return new StepReport(
        "a", step, 0, 1.0 / step, 1e-3, 0.5, 0.25, 0.75, 500L, Instant.ofEpochMilli(step));
  }
}
