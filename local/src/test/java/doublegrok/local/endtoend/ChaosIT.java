package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every service in a process of its own, killed at random moments: the run ends with the bytes of
 * one that was left in peace, and the log has everything exactly once. {@code -Dchaos.kills=100}
 * kills more often, {@code -Dchaos.seed=7} at other moments.
 */
class ChaosIT {
  private static final int KILLS = Integer.getInteger("chaos.kills", 8);
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int STEPS_BETWEEN_KILLS = 25;
  private static final long END = 60L + (long) STEPS_BETWEEN_KILLS * KILLS;
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final Duration PROGRESS_WITHIN = Duration.ofMinutes(3);
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=15",
    "evaluation.sequences=8",
    "swaps=[{at_batch: 50, set: {distribution.tasks: 6}}]",
  };

  @TempDir
  Path directory;

  @Test
  void endsWithTheSameBytesHoweverOftenAnythingIsKilled() throws Exception {
    System.out.printf("chaos: %d kills, seed %d%n", KILLS, SEED);
    RunLog expected = leftInPeace(directory.resolve("peace"));
    LocalRun run = LocalRun.smoke(directory.resolve("services"), CHANGES).slowed(4);
    try (Services services = Services.start(run.directory().root())) {
      KafkaSettings kafka = services.kafka();
      TopicAdmin.ensureTopics(kafka, WITHIN);
      new RunStarter(kafka, Clock.systemUTC()).start(LocalRun.NAME, run.spec());

      killOneAfterTheOther(services);
      services.awaitTrained(PROGRESS_WITHIN);
      await()
          .atMost(PROGRESS_WITHIN)
          .until(() -> scan(kafka).all(Topics.EVALUATIONS, LocalRun.NAME).size()
              >= expected.evaluations().size());

      RunLog log = RunLog.read(kafka, LocalRun.NAME);
      assertSame(expected, log);
      ExportedTables.assertWritten(kafka, LocalRun.NAME, log, directory);
      assertNoOrphan(run, scan(kafka).all(Topics.CHECKPOINTS));
      assertThat(scan(kafka).all(Topics.REJECTED)).isEmpty();
    }
  }

  /** Each service is killed equally often, at a random step, and comes back after a while. */
  private static void killOneAfterTheOther(Services services) throws Exception {
    Random random = new Random(SEED);
    List<String> victims = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      victims.add(Services.NAMES.get(kill % Services.NAMES.size()));
    }
    Collections.shuffle(victims, random);
    for (int kill = 0; kill < KILLS; kill++) {
      long step = 1L + (long) kill * STEPS_BETWEEN_KILLS + random.nextInt(STEPS_BETWEEN_KILLS);
      services.awaitStep(step, PROGRESS_WITHIN);
      services.kill(victims.get(kill), Duration.ofMillis(random.nextInt(3000)));
    }
  }

  private static void assertSame(RunLog expected, RunLog log) {
    assertThat(log.batches())
        .extracting(SequenceBatch::getIndex)
        .containsExactlyElementsOf(LongStream.range(0, END).boxed().toList());
    assertThat(log.batches()).isEqualTo(expected.batches());
    CheckpointManifest last = log.lastCheckpoint();
    assertThat(last.getStep()).isEqualTo(END);
    assertThat(last.getWeights()).isEqualTo(expected.lastCheckpoint().getWeights());
    assertThat(last.getOptimizer()).isEqualTo(expected.lastCheckpoint().getOptimizer());
    assertThat(log.latestSteps().keySet())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, END).boxed().toList());
    assertThat(List.copyOf(log.latestSteps().values())).isEqualTo(expected.losses());
    assertThat(log.evaluations())
        .extracting(each -> RecordKeys.evaluation(each.getRun(), each.getStep(), each.getSet()))
        .doesNotHaveDuplicates();
    assertThat(log.evaluatedSteps()).isEqualTo(expected.evaluatedSteps());
    assertThat(log.events())
        .filteredOn(event -> event.getKind() == EventKind.SWAPPED)
        .extracting(RunEvent::getBatch)
        .containsExactly(50L);
    assertThat(log.eventKinds()).doesNotContain(EventKind.FAILED, EventKind.ALARM);
  }

  private static void assertNoOrphan(LocalRun run, List<CheckpointManifest> manifests)
      throws IOException {
    Set<String> known = manifests.stream()
        .flatMap(each -> Stream.of(each.getWeights(), each.getOptimizer()))
        .map(file -> file.getSha256() + ".safetensors")
        .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(run.directory().checkpoints())) {
      assertThat(files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".safetensors"))
              .toList())
          .isNotEmpty()
          .allMatch(known::contains);
    }
  }

  private static RunScan scan(KafkaSettings kafka) {
    return new RunScan(kafka, WITHIN);
  }

  private static RunLog leftInPeace(Path directory) throws Exception {
    try (LocalPipeline pipeline = LocalRun.smoke(directory, CHANGES).start()) {
      pipeline.training().get(LocalRun.PATIENCE.toMinutes() * (1 + KILLS), TimeUnit.MINUTES);
      LocalRun.awaitEnd(pipeline);
      return LocalRun.log(pipeline);
    }
  }
}
