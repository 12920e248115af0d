package doublegrok.local.pipeline;

import doublegrok.record.ControlCommand;
import doublegrok.record.StartRun;
import doublegrok.schemas.KafkaSettings;
import doublegrok.schemas.RecordKeys;
import doublegrok.schemas.RunScan;
import doublegrok.schemas.Topics;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecDifference;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts a run's first command on {@code control}. */
public final class RunStarter {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Clock clock;

  /** A starter of runs on a cluster whose topics exist. */
  public RunStarter(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /** The spec of a run that was started before. */
  public Optional<RunSpec> existing(String run) {
    return new RunScan(kafka, WITHIN)
        .all(Topics.CONTROL, run).stream()
            .filter(command -> command.getBody() instanceof StartRun)
            .findFirst()
            .map(command -> ((StartRun) command.getBody()).getSpec())
            .map(yaml -> RunSpecs.parse(yaml, "run " + run, List.of()));
  }

  /**
   * Starts the run, or finds that it was started before with the same spec.
   *
   * @return whether it is new
   * @throws IllegalArgumentException if it exists with another spec; the difference is named
   */
  public boolean start(String run, RunSpec spec) {
    Optional<RunSpec> existing = existing(run);
    if (existing.isPresent()) {
      refuseUnlessSame(run, existing.get(), spec);
      return false;
    }
    var command =
        new ControlCommand(run, 0, clock.instant(), new StartRun(RunSpecs.canonical(spec)));
    var out = new ProducerRecord<>(
        Topics.CONTROL.name(),
        RecordKeys.command(run, 0),
        Topics.CONTROL.codec().encode(command));
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      producer.send(out).get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "cannot publish the start of run '%s': %s".formatted(run, failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before run '%s' was started".formatted(run));
    }
    return true;
  }

  private static void refuseUnlessSame(String run, RunSpec existing, RunSpec asked) {
    String difference = SpecDifference.inWords(asked, existing);
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException(
          "run '%s' exists with another spec (%s); name a new run with --run, or another --dir"
              .formatted(run, difference));
    }
  }
}
