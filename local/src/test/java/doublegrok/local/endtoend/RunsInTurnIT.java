package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.model.DeviceChoice;
import doublegrok.model.PrecisionChoice;
import doublegrok.record.CheckpointManifest;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.RunSession;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that one thread of one process trains one after the other: each as if it were alone. */
class RunsInTurnIT {
  private static final long END = 40;
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final String[] BIG = {"training.steps=" + END, "checkpoint.every=20", "swaps=[]"};
  private static final String[] SMALL = {
    "seed=1", "training.steps=" + END, "checkpoint.every=20", "swaps=[]", "model.layers=1"
  };

  private final CollectorRegistry registry = new CollectorRegistry();
  private final ServiceHealth health = new ServiceHealth(registry);

  @Test
  void eachEndsWithTheBytesThatItHasAlone(@TempDir Path together, @TempDir Path alone)
      throws Exception {
    LocalRun big = LocalRun.smoke(together, BIG).named("big");
    LocalRun small = LocalRun.smoke(together, SMALL).named("small");
    LocalRun again = big.named("again");
    List<CheckpointManifest> ended;
    try (EmbeddedBroker broker = EmbeddedBroker.start(big.directory().kafka())) {
      KafkaSettings kafka = kafka(broker);
      try (GeneratorApp generator = GeneratorApp.start(kafka, big.directory().state("generator"))) {
        trainInTurn(kafka, big, PrecisionChoice.FLOAT32, END);
        trainInTurn(kafka, small, PrecisionChoice.BFLOAT16, END);
        trainInTurn(kafka, again, PrecisionChoice.FLOAT32, END / 2 - 3);
        assertThatThrownBy(() -> stoppedBeforeItTrains(kafka, again))
            .isInstanceOf(InterruptedException.class);
        trainInTurn(kafka, again, PrecisionChoice.FLOAT32, END);
        assertThat(generator.failure()).isNotDone();
      }
      ended = Stream.of(big, small, again)
          .map(run -> RunLog.read(kafka, run.name()).lastCheckpoint())
          .toList();
    }

    assertThat(ended.get(0).getWeights()).isNotEqualTo(ended.get(1).getWeights());
    assertSameBytes(ended.get(2), ended.get(0));
    assertSameBytes(ended.get(1), trainedAlone(LocalRun.smoke(alone, SMALL).named("small")));
  }

  private void trainInTurn(KafkaSettings kafka, LocalRun run, PrecisionChoice precision, long until)
      throws Exception {
    new RunStarter(kafka, Clock.systemUTC()).start(run.name(), run.spec());
    try (RunSession session = RunSession.open(settings(kafka, run, precision, until), health)) {
      assertThat(runs()).containsExactly(run.name());
      assertThat(steps(run)).isZero();
      assertThat(session.readiness().missing())
          .hasValueSatisfying(reason -> assertThat(reason).contains("is being opened"));

      long begun = lastCheckpoint(kafka, run);
      assertThat(session.train()).isEqualTo(until);

      assertThat(steps(run)).isEqualTo((double) (until - begun));
      assertThat(runs()).containsExactly(run.name());
      assertThat(clients()).containsExactly("trainer");
      assertThat(names()).doesNotHaveDuplicates();
      assertThat(session.readiness().missing())
          .hasValueSatisfying(reason -> assertThat(reason).contains("has ended"));
    }
    assertThat(runs()).isEmpty();
    assertThat(clients()).isEmpty();
    assertThat(claims(run)).isEmpty();
  }

  private void stoppedBeforeItTrains(KafkaSettings kafka, LocalRun run) throws Exception {
    try (RunSession session =
        RunSession.open(settings(kafka, run, PrecisionChoice.FLOAT32, END), health)) {
      session.stop();
      try {
        session.train();
      } finally {
        assertThat(session.stoppedInOpening()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
      }
    }
  }

  private CheckpointManifest trainedAlone(LocalRun run) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(run.directory().kafka())) {
      KafkaSettings kafka = kafka(broker);
      try (GeneratorApp generator = GeneratorApp.start(kafka, run.directory().state("generator"))) {
        trainInTurn(kafka, run, PrecisionChoice.BFLOAT16, END);
        assertThat(generator.failure()).isNotDone();
      }
      return RunLog.read(kafka, run.name()).lastCheckpoint();
    }
  }

  private static KafkaSettings kafka(EmbeddedBroker broker) {
    KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
    TopicAdmin.ensureTopics(kafka, WITHIN);
    return kafka;
  }

  private static TrainerSettings settings(
      KafkaSettings kafka, LocalRun run, PrecisionChoice precision, long until) {
    ComputeSettings compute =
        new ComputeSettings(DeviceChoice.CPU, OptionalInt.of(1), 1, Optional.of(precision));
    return new TrainerSettings(
        kafka,
        run.name(),
        run.directory().checkpoints(),
        compute,
        until == END ? OptionalLong.empty() : OptionalLong.of(until),
        false);
  }

  private static void assertSameBytes(CheckpointManifest one, CheckpointManifest other) {
    assertThat(one.getStep()).isEqualTo(END).isEqualTo(other.getStep());
    assertThat(one.getWeights()).isEqualTo(other.getWeights());
    assertThat(one.getOptimizer()).isEqualTo(other.getOptimizer());
  }

  private static long lastCheckpoint(KafkaSettings kafka, LocalRun run) {
    List<CheckpointManifest> all = RunLog.read(kafka, run.name()).checkpoints();
    return all.isEmpty() ? 0 : all.get(all.size() - 1).getStep();
  }

  private static List<Path> claims(LocalRun run) throws IOException {
    try (Stream<Path> claims =
        Files.list(run.directory().checkpoints().resolve("claims").resolve(run.name()))) {
      return claims.toList();
    }
  }

  private Double steps(LocalRun run) {
    return registry.getSampleValue(
        "doublegrok_trainer_steps_total", new String[] {"run"}, new String[] {run.name()});
  }

  private List<String> runs() {
    return labels("run");
  }

  private List<String> clients() {
    return labels("client");
  }

  private List<String> labels(String name) {
    return families()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.labelNames.contains(name))
        .map(sample -> value(sample, name))
        .distinct()
        .toList();
  }

  private static String value(Sample sample, String label) {
    return sample.labelValues.get(sample.labelNames.indexOf(label));
  }

  private List<String> names() {
    return families().map(family -> family.name).toList();
  }

  private Stream<MetricFamilySamples> families() {
    return Collections.list(registry.metricFamilySamples()).stream();
  }
}
