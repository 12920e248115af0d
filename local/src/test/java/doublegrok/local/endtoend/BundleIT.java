package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.control.Command;
import doublegrok.control.RunControl;
import doublegrok.generator.LogAudit;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.bundle.BundleFile;
import doublegrok.local.bundle.BundleImport;
import doublegrok.local.bundle.BundleImport.Imported;
import doublegrok.local.bundle.RunBundle;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.record.CheckpointManifest;
import doublegrok.status.ServiceHealth;
import doublegrok.store.DirectoryStore;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.data.EventExport;
import doublegrok.viewer.page.PageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that comes to an empty directory as one file is the same, and ends as it would have. */
class BundleIT {
  private static final long AT = 400;
  private static final long END = 440;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=100",
    "stream.run_ahead=4",
    "evaluation.sequences=16",
    "swaps=[{at_batch: 20, set: {distribution.tasks: 6}}]",
  };

  @TempDir
  Path folder;

  @Test
  void aRunGoesOnElsewhereAsItWouldHaveHere() throws Exception {
    LocalRun here = LocalRun.smoke(folder.resolve("here"), CHANGES);
    LocalRun there = LocalRun.smoke(folder.resolve("there"), CHANGES);
    Path file = folder.resolve("run.zip");
    JsonNode page;
    try (LocalPipeline pipeline = here.startWithPageUntil(AT)) {
      swapLive(pipeline.kafka());
      try (FollowedEvents followed = FollowedEvents.begin(pipeline.kafka(), folder)) {
        LocalRun.awaitEnd(pipeline);
        followed.awaitAsMuchAs(events(pipeline.kafka(), here));
      }
      page = PageAnswers.read(pipeline.pageUrl().orElseThrow(), LocalRun.NAME).history();
      bundle(here, pipeline.kafka(), file);
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(there.directory().kafka())) {
      KafkaSettings kafka = Cluster.embedded(broker.bootstrap());
      TopicAdmin.ensureTopics(kafka, LocalRun.PATIENCE);
      assertThat(imported(there, kafka, file).runs()).containsExactly(LocalRun.NAME);
      assertThat(imported(there, kafka, file).present()).containsExactly(LocalRun.NAME);
      assertThat(new LogAudit(kafka).audit(LocalRun.NAME).difference()).isEmpty();
      assertThat(pageOf(kafka, there.directory(), page)).isEqualTo(page);
      assertThat(events(kafka, there))
          .as("numbers over steps, with their times")
          .isEqualTo(Files.readAllBytes(eventFile(here)));
      Path again = folder.resolve("again.zip");
      bundle(there, kafka, again);
      assertThat(again).hasSameBinaryContentAs(file);
    }

    RunLog expected = toTheEnd(here);
    RunLog found = toTheEnd(there);
    assertThat(found.losses()).isEqualTo(expected.losses());
    assertThat(found.batchIndices()).isEqualTo(expected.batchIndices());
    assertThat(found.eventKinds()).isEqualTo(expected.eventKinds());
    assertThat(found.transitions()).hasSameSizeAs(expected.transitions());
    assertThat(found.evaluatedSteps()).isEqualTo(expected.evaluatedSteps());
    assertThat(hashes(found)).isEqualTo(hashes(expected));
    assertThat(found.lastCheckpoint().getStep()).isEqualTo(END);
    assertThat(found.lastCheckpoint().getDistributionVersion()).isEqualTo(2);
  }

  /** Accepted while the run trains, far ahead of it: its last batch is known from its first on. */
  private static void swapLive(KafkaSettings kafka) {
    var swap = new Command.Swap(Map.of("distribution.tasks", "3"), OptionalLong.of(AT - 20));
    var answer = new RunControl(kafka, Clock.systemUTC()).obey(LocalRun.NAME, swap);
    assertThat(answer.accepted()).as(answer.message()).isTrue();
  }

  private static void bundle(LocalRun run, KafkaSettings kafka, Path file) throws Exception {
    new RunBundle(kafka, DirectoryStore.in(run.directory().checkpoints()))
        .write(file, List.of(LocalRun.NAME), List.of(), "a test");
  }

  private static Imported imported(LocalRun run, KafkaSettings kafka, Path file) throws Exception {
    try (BundleFile bundle = BundleFile.open(file)) {
      return new BundleImport(kafka, DirectoryStore.in(run.directory().checkpoints())).take(bundle);
    }
  }

  /** The run's numbers over steps, as an event file. */
  private static byte[] events(KafkaSettings kafka, LocalRun run) throws IOException {
    Path folder = run.directory().root();
    new EventExport(new RunScan(kafka, LocalRun.PATIENCE), folder).write(LocalRun.NAME);
    return Files.readAllBytes(eventFile(run));
  }

  private static Path eventFile(LocalRun run) throws IOException {
    return FollowedEvents.file(run.directory().root());
  }

  /** What a page tells, once it tells as much. */
  private static JsonNode pageOf(KafkaSettings kafka, DataDirectory directory, JsonNode expected)
      throws Exception {
    ViewerSettings settings =
        new ViewerSettings(kafka, directory.viewState(), Optional.of(PageSettings.local(0)));
    try (ViewerApp viewer = ViewerApp.start(settings, ServiceHealth.ofProcess())) {
      await().atMost(LocalRun.PATIENCE).until(viewer::isSettled);
      await()
          .atMost(LocalRun.PATIENCE)
          .until(
              () -> read(viewer).path("marks").size() >= expected.path("marks").size());
      return read(viewer);
    }
  }

  private static JsonNode read(ViewerApp viewer) throws Exception {
    return PageAnswers.read(viewer.pageUrl().orElseThrow(), LocalRun.NAME).history();
  }

  private static RunLog toTheEnd(LocalRun run) throws Exception {
    try (LocalPipeline pipeline = run.goOn()) {
      LocalRun.awaitEnd(pipeline);
      assertThat(new LogAudit(pipeline.kafka()).audit(LocalRun.NAME).difference())
          .isEmpty();
      return LocalRun.log(pipeline);
    }
  }

  private static List<String> hashes(RunLog log) {
    return log.checkpoints().stream()
        .map(CheckpointManifest::getWeights)
        .map(Object::toString)
        .toList();
  }
}
