package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep that one process trains, which is stopped in the middle and killed later: the same
 * command goes on, and its runs end as those of a sweep that was left in peace.
 */
class LocalSweepIT {
  private static final int RUNS = 3;
  private static final long STEPS = 80;
  private static final long EVERY = 20;
  private static final int SLOTS = 2;

  @TempDir
  private Path directory;

  private DataDirectory data;

  @BeforeEach
  void writeFiles() throws Exception {
    data = new DataDirectory(directory.resolve("data"));
    write("stopped", 2);
    write("peace", 256);
  }

  @Test
  void theSameCommandGoesOnAfterCtrlCAndAfterAKill() throws Exception {
    try (CommandLineProcess first = start("stopped")) {
      first.awaitErr(SLOTS + " running");
      awaitCheckpoint(first);
      first.interrupt();
      assertThat(first.exitCode()).as(first.err()).isEqualTo(130);
      assertThat(first.err())
          .contains("Stopping; the same command goes on from the newest checkpoints.");
    }
    Map<String, RunLog> stopped = logs("stopped");
    stopped.values().stream()
        .filter(log -> !log.steps().isEmpty())
        .forEach(log ->
            assertThat(log.lastCheckpoint().getStep()).isEqualTo(log.steps().size()));
    try (CommandLineProcess second = start("stopped")) {
      second.awaitErr("sweep stopped: it goes on as it was planned");
      second.awaitErr(" done");
    }
    assertThat(end("stopped")).contains("sweep stopped: it goes on as it was planned");
    assertThat(end("peace")).contains("sweep peace: 3 runs are begun");

    Map<String, RunLog> peace = logs("peace");
    assertThat(peace).hasSize(RUNS);
    logs("stopped").forEach((seed, log) -> {
      assertSame(log, peace.get(seed).lastCheckpoint());
      assertThat(log.steps().size())
          .as("steps of the run of seed %s: what the kill lost is made again, and no more", seed)
          .isBetween((int) STEPS, (int) (STEPS + EVERY));
    });
  }

  private static void assertSame(RunLog log, CheckpointManifest expected) {
    assertThat(log.lastCheckpoint().getStep()).isEqualTo(STEPS);
    assertThat(log.lastCheckpoint().getWeights()).isEqualTo(expected.getWeights());
    assertThat(log.lastCheckpoint().getOptimizer()).isEqualTo(expected.getOptimizer());
    assertThat(log.latestSteps()).hasSize((int) STEPS);
    assertThat(log.eventKinds()).containsOnlyOnce(EventKind.FINISHED).endsWith(EventKind.FINISHED);
  }

  /** Slow or not, the numbers are the same. */
  private void write(String sweep, int runAhead) throws Exception {
    Files.writeString(
        directory.resolve(sweep + ".yaml"), """
        base: smoke
        set:
          training.steps: %d
          checkpoint.every: %d
          evaluation.sequences: 8
          stream.run_ahead: %d
          swaps: []
        seeds: %d
        """.formatted(STEPS, EVERY, runAhead, RUNS));
  }

  private CommandLineProcess start(String sweep) throws Exception {
    return CommandLineProcess.start(
        directory,
        "sweep",
        "start",
        sweep + ".yaml",
        "--local",
        "--no-page",
        "--slots",
        Integer.toString(SLOTS),
        "--device",
        "cpu",
        "--dir",
        data.root().toString());
  }

  /** What it says until all is done. */
  private String end(String sweep) throws Exception {
    try (CommandLineProcess process = start(sweep)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      return process.err();
    }
  }

  /** The files are looked at, since only the process knows where its broker is. */
  private void awaitCheckpoint(CommandLineProcess process) {
    await().atMost(LocalRun.PATIENCE).until(() -> {
      assertThat(process.isAlive()).as(process.err()).isTrue();
      try (Stream<Path> files = Files.walk(data.checkpoints())) {
        return files.filter(Files::isRegularFile).count() > 1;
      }
    });
  }

  /** What the log has of a sweep's runs, by seed. */
  private Map<String, RunLog> logs(String sweep) {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka())) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 2, Map.of());
      return Stream.of("s0", "s1", "s2")
          .collect(Collectors.toMap(
              Function.identity(),
              seed -> RunLog.read(kafka, sweep + "-" + seed),
              (one, other) -> one,
              TreeMap::new));
    }
  }
}
