package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.Topics;
import doublegrok.record.PauseRun;
import doublegrok.record.SwapDistribution;
import io.prometheus.client.CollectorRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GeneratorMetricsTest {
  private final GeneratorDriver generator = new GeneratorDriver();

  @AfterEach
  void close() {
    generator.close();
  }

  @Test
  void countsTheBatchesThatItMakes() {
    generator.start("a");
    generator.demand("a", 5);

    assertThat(ofRun("batches_total")).isEqualTo(generator.batches().size()).isEqualTo(5);
    assertThat(ofRun("sequences_total"))
        .isEqualTo(5.0 * GeneratorDriver.SPEC.sequences())
        .isPositive();
    assertThat(ofRun("demand_ahead_batches")).isZero();
  }

  @Test
  void saysHowFarDemandIsAheadOfAPausedRun() {
    generator.start("a");
    generator.command("a", 1, new PauseRun());
    generator.demand("a", 7);

    assertThat(ofRun("demand_ahead_batches")).isEqualTo(7);
  }

  @Test
  void saysHowFarDemandIsAheadWhileItDrawsOneBlockAfterTheOther() {
    int block = GeneratorProcessor.BATCHES_AT_ONCE;
    generator.start("a");
    generator.demand("a", block + 10L);

    assertThat(ofRun("demand_ahead_batches")).isEqualTo(10);
    generator.advance(GeneratorProcessor.DRAIN_EVERY);

    assertThat(ofRun("demand_ahead_batches")).isZero();
  }

  @Test
  void countsCommandsByTheirAnswer() {
    generator.start("a");
    generator.command("a", 1, swap(3));
    generator.demand("a", 5);
    generator.command("a", 2, swap(1));

    assertThat(commands("swap", "accepted")).isEqualTo(1);
    assertThat(commands("swap", "refused")).isEqualTo(1);
    assertThat(commands("start", "accepted")).isEqualTo(1);
    assertThat(commands("stop", "refused")).isZero();
  }

  @Test
  void countsWhatItRejects() {
    generator.pipe(Topics.DEMAND, "a", "no demand".getBytes(StandardCharsets.UTF_8));

    assertThat(generator.rejected()).hasSize(1);
    assertThat(rejected("doublegrok.demand")).isEqualTo(1);
    assertThat(rejected("doublegrok.control")).isZero();
  }

  @Test
  void forgetsTheRunThatWasIdleLongestAndNoneThatIsAtWork() {
    CollectorRegistry registry = new CollectorRegistry();
    AtomicLong nanos = new AtomicLong();
    GeneratorMetrics metrics = new GeneratorMetrics(registry, nanos::get);
    for (int run = 0; run <= GeneratorMetrics.IDLE_RUNS_MAX; run++) {
      metrics.made(production("run-" + run), 1, Duration.ofSeconds(2).toNanos());
    }
    nanos.addAndGet(GeneratorMetrics.IDLE_AFTER.toNanos());
    metrics.made(production("run-0"), 1, Duration.ofSeconds(3).toNanos());
    assertThat(ofRun(registry, "draw_seconds_total", "run-2")).isEqualTo(2);
    for (int run = 2; run <= 2 * GeneratorMetrics.IDLE_RUNS_MAX; run++) {
      metrics.made(production("run-" + run), 1, 0);
    }
    metrics.made(production("another"), 1, 0);

    assertThat(ofRun(registry, "draw_seconds_total", "run-0")).isEqualTo(5);
    assertThat(ofRun(registry, "draw_seconds_total", "run-1")).isNull();
    assertThat(ofRun(registry, "demand_ahead_batches", "run-1")).isNull();
    assertThat(ofRun(registry, "batches_total", "another")).isEqualTo(1);
    assertThat(ofRun(registry, "batches_total", "run-2")).isEqualTo(2);
  }

  private static Production production(String run) {
    return Production.begin(run, GeneratorDriver.SPEC, 0);
  }

  private static SwapDistribution swap(long atBatch) {
    return new SwapDistribution(Map.of("distribution.tasks", "4"), atBatch);
  }

  private Double ofRun(String name) {
    return ofRun(generator.metrics, name, "a");
  }

  private static Double ofRun(CollectorRegistry registry, String name, String run) {
    return registry.getSampleValue(
        "doublegrok_generator_" + name, new String[] {"run"}, new String[] {run});
  }

  private Double commands(String command, String outcome) {
    return generator.metrics.getSampleValue(
        "doublegrok_generator_commands_total",
        new String[] {"command", "outcome"},
        new String[] {command, outcome});
  }

  private Double rejected(String topic) {
    return generator.metrics.getSampleValue(
        "doublegrok_generator_rejected_records_total", new String[] {"topic"}, new String[] {topic
        });
  }
}
