package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.record.CheckpointManifest;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.RunHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data directories of the release before records had other schemas: `smoke` was killed at about
 * step 100, `demo` interrupted at about step 50. That release ended with the hashes given here, on
 * one thread of an AMD EPYC with AVX-512; another processor may round otherwise.
 */
final class FormerDataIT {
  private static final String PROCESSOR = "AMD EPYC";

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({
    "smoke, 300, 0.354559987783432,"
        + " f88001f6f1281e301725b3a70444216957eb5e8004a15f1684494e8375361747,"
        + " 1e98fe50e3de79e48da666b56c6e547f3256260c108b9b7cd144cb996ba1f42e",
    "demo, 150, 3.1778204441070557,"
        + " 17a2b759781ce4f049383a85599e5adde94400dae2c90c652b3fd799c0246d7f,"
        + " b45246d9487dcd709f3660cfe00fc1f83dc9f2c9c90eff2b437ba6b1aa7cf273"
  })
  void isOpenedShownAndEndsWithTheSameBytes(
      String name, long end, double loss, String weights, String moments) throws Exception {
    unpack(name);
    try (LocalPipeline pipeline = LocalRun.preset(directory, name).goOnUntil(end)) {
      LocalRun.awaitEnd(pipeline);
      RunLog log = RunLog.read(pipeline.kafka(), name);
      CheckpointManifest last = log.lastCheckpoint();
      RunHistory shown = pipeline.history().orElseThrow();

      assertThat(last.getStep()).isEqualTo(end);
      assertThat(last.getSettings()).containsEntry("program", "1");
      // Another processor's rounding has grown to some thousandths in so many steps.
      assertThat(log.latestSteps().get(end)).isCloseTo(loss, within(2e-2));
      if (sameProcessor()) {
        assertThat(last.getWeights().getSha256()).isEqualTo(weights);
        assertThat(last.getOptimizer().getSha256()).isEqualTo(moments);
      }
      assertThat(log.latestSteps()).hasSize((int) end);
      assertThat(shown.evaluations().get("id-train"))
          .extracting(EvaluationPoint::step)
          .contains(0L, end);
    }
  }

  private static boolean sameProcessor() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(processors)) {
      return false;
    }
    String told = Files.readString(processors);
    return told.contains(PROCESSOR) && told.contains("avx512_bf16");
  }

  private void unpack(String name) throws IOException {
    try (InputStream file = FormerDataIT.class.getResourceAsStream("former/" + name + ".zip");
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path place = directory.resolve(entry.getName());
        Files.createDirectories(entry.isDirectory() ? place : place.getParent());
        if (!entry.isDirectory()) {
          Files.copy(zip, place);
        }
      }
    }
  }
}
