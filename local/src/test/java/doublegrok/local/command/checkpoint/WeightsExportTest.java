package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.NewFile;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import doublegrok.task.families.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsExportTest {
  private final List<CheckpointManifest> log = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @TempDir
  private Path directory;

  private CheckpointStore store;
  private Path out;

  @BeforeEach
  void threeCheckpoints() throws IOException {
    store = DirectoryStore.in(directory.resolve("checkpoints"));
    out = Files.createDirectory(directory.resolve("out")).resolve("a.safetensors");
    for (long step : new long[] {0, 100, 200}) {
      log.add(manifest(step, false));
    }
  }

  @Test
  void writesTheNewestAsItIs() throws IOException {
    CheckpointManifest written = export(OptionalLong.empty(), false);

    assertThat(written).isEqualTo(log.get(2));
    assertThat(out).hasContent("weights at 200");
    assertThat(Files.mismatch(out, path(written))).isEqualTo(-1);
    assertThat(said).isEmpty();
  }

  @Test
  void writesTheNamedOneFromItsLatestManifest() {
    log.add(log.get(1));

    assertThat(export(OptionalLong.of(100), false).getStep()).isEqualTo(100);
    assertThat(out).hasContent("weights at 100");
  }

  @Test
  void passesOverADamagedAndAMissingFileUnlessItIsNamed() throws IOException {
    Files.writeString(path(log.get(2)), "weights at 2OO");
    Files.delete(path(log.get(1)));

    assertThatThrownBy(() -> export(OptionalLong.of(200), false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("run 'a' at step 200", "is not what its name says", "--at-step");
    assertThatThrownBy(() -> export(OptionalLong.of(100), false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("run 'a' at step 100", "is missing");
    assertThat(out).doesNotExist();

    assertThat(export(OptionalLong.empty(), false).getStep()).isZero();
    assertThat(out).hasContent("weights at 0");
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("passing over step 200: the content of ");
  }

  @Test
  void withoutASoundFileItSaysWhatIsWrongWithTheNewest() throws IOException {
    for (CheckpointManifest each : log) {
      Files.delete(path(each));
    }

    assertThatThrownBy(() -> export(OptionalLong.empty(), false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("run 'a' at step 200", "is missing", "--dir");
  }

  @Test
  void namesTheNearestOfACheckpointThatIsNotThere() {
    assertThatThrownBy(() -> export(OptionalLong.of(150), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no checkpoint at step 150; the nearest are at steps 100 and 200");
    assertThatThrownBy(() -> export(OptionalLong.of(300), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no checkpoint at step 300; the nearest is at step 200");
  }

  @Test
  void aRetiredCheckpointIsNeitherTheNewestNorTheNearest() {
    log.add(manifest(200, true));

    assertThatThrownBy(() -> export(OptionalLong.of(200), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "run 'a' no longer keeps its checkpoint at step 200;" + " the nearest is at step 100");
    assertThat(export(OptionalLong.empty(), false).getStep()).isEqualTo(100);
  }

  @Test
  void aRunWithoutCheckpointsSaysSo() {
    log.clear();

    assertThatThrownBy(() -> export(OptionalLong.empty(), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no checkpoint yet");
    assertThatThrownBy(() -> export(OptionalLong.of(1), false))
        .isInstanceOf(RefusedException.class)
        .hasMessage("run 'a' has no checkpoint at step 1; it has none yet");
  }

  @Test
  void replacesAFileOnlyWhenForcedAndLeavesNoDrafts() throws IOException {
    Files.writeString(out, "mine");

    assertThatThrownBy(() -> export(OptionalLong.empty(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--out %s exists already; name another file, or replace it with --force"
            .formatted(out.toAbsolutePath()));
    assertThat(out).hasContent("mine");

    export(OptionalLong.empty(), true);
    assertThat(out).hasContent("weights at 200");
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void allStepsHaveAFolderEachAndADamagedOneIsPassedOver() throws IOException {
    Files.writeString(path(log.get(1)), "weights at 1OO");
    Path all = out.resolveSibling("all");

    List<Map<String, Object>> written = exportAll(all, false);

    assertThat(written).extracting(each -> each.get("step")).containsExactly(0L, 200L);
    assertThat(all.resolve("step-0/model.safetensors")).hasContent("weights at 0");
    assertThat(all.resolve("step-200/model.safetensors")).hasContent("weights at 200");
    assertThat(all.resolve("step-100")).doesNotExist();
    assertThat(said).singleElement().asString().startsWith("passing over step 100: ");
  }

  @Test
  void noneOfAllStepsIsWrittenWhereOneIsThere() throws IOException {
    Path there = out.resolveSibling("all").resolve("step-200").resolve("model.safetensors");
    Files.createDirectories(there.getParent());
    Files.writeString(there, "mine");

    assertThatThrownBy(() -> exportAll(out.resolveSibling("all"), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(there + " exists already");
    assertThat(out.resolveSibling("all").resolve("step-0/model.safetensors")).doesNotExist();
    assertThat(there).hasContent("mine");
    exportAll(out.resolveSibling("all"), true);
    assertThat(there).hasContent("weights at 200");
    assertThatThrownBy(() -> exportAll(there, true)).hasMessageContaining("is a file; name a");
  }

  @Test
  void aConfigurationBesideIsNoWeightsFile() {
    assertThatThrownBy(
            () -> ModelFiles.at(out.resolveSibling("config.json"), ExportFormat.GPT_NEOX, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--out must not be config.json");
    NewFile spec = new NewFile(out.resolveSibling("config.json"), "--spec-out", false);
    assertThatThrownBy(
            () -> new ExportedWeights(ExportFormat.GPT_NEOX, out, false, false).requireOther(spec))
        .hasMessageContaining("--out and --spec-out are both " + spec.place());
  }

  @Test
  void aFailedWriteLeavesWhatWasThere() throws IOException {
    Files.writeString(out, "mine");
    NewFile file = new NewFile(out, "--out", true);

    assertThatThrownBy(() -> file.write(draft -> {
          Files.writeString(draft, "half");
          throw new IOException("No space left on device");
        }))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--out " + out, "No space left on device", "name another file");
    assertThat(out).hasContent("mine");
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void aPlaceWhereNoFileCanBeIsRefused() {
    assertThatThrownBy(() -> new NewFile(directory, "--out", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is a folder; name a file");
    assertThatThrownBy(() -> new NewFile(out.resolve("b").resolve("c"), "--out", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no folder " + out.resolve("b"));
  }

  private CheckpointManifest export(OptionalLong step, boolean force) {
    SoundCheckpoints sound = new SoundCheckpoints(store, said::add);
    NewFile file = new NewFile(out, "--out", force);
    CheckpointManifest chosen = sound.chosen(new CheckpointChoice("a", log), step);
    new WeightsExport(sound, Families.builtIn()).copy(chosen, file);
    return chosen;
  }

  private List<Map<String, Object>> exportAll(Path folder, boolean force) {
    SoundCheckpoints sound = new SoundCheckpoints(store, said::add);
    return new ExportedWeights(ExportFormat.SAFETENSORS, folder, true, force)
        .write(
            sound.all(new CheckpointChoice("a", log)),
            new WeightsExport(sound, Families.builtIn()),
            Optional.empty());
  }

  private Path path(CheckpointManifest manifest) {
    return store.verified(manifest.getWeights(), ".safetensors");
  }

  private CheckpointManifest manifest(long step, boolean retired) {
    StoredFile file =
        store.put("a", ".safetensors", path -> Files.writeString(path, "weights at " + step));
    return CheckpointManifest.newBuilder()
        .setRun("a")
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(0)
        .setWeights(file)
        .setOptimizer(file)
        .setSpec("")
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(Instant.EPOCH)
        .setRetired(retired)
        .build();
  }
}
