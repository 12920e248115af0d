package doublegrok.control;

import doublegrok.log.DurableRecords;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The commands of all runs, as the topic {@code control} has them. */
public final class CommandLog {
  static final Duration WITHIN = Duration.ofSeconds(30);

  private final KafkaSettings kafka;
  private final Clock clock;

  CommandLog(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /** The commands of a run, in the order in which the generator takes them. */
  List<ControlCommand> of(String run) {
    return new RunScan(kafka, WITHIN).all(Topics.CONTROL, run);
  }

  /** Whether a run of this name has trained: each has a checkpoint before its first step. */
  boolean hasCheckpoints(String run) {
    AtomicBoolean found = new AtomicBoolean();
    new RunScan(kafka, WITHIN).each(Topics.CHECKPOINTS, run, each -> found.set(true));
    return found.get();
  }

  /** Why a name that has checkpoints but no commands cannot be taken. */
  public static String lostStart(String run) {
    return ("run '%s' has checkpoints on the log, but how it was started is lost there; choose"
            + " another name, or bring the log back from a copy")
        .formatted(run);
  }

  /** The next command of a run whose commands so far are these. */
  ControlCommand next(String run, List<ControlCommand> soFar, Object body) {
    return new ControlCommand(
        run, nextVersion(soFar), UUID.randomUUID().toString(), clock.instant(), body);
  }

  /** The version of a run's next command, behind those that it has. */
  public static int nextVersion(List<ControlCommand> soFar) {
    return soFar.stream().mapToInt(ControlCommand::getVersion).max().orElse(-1) + 1;
  }

  /** Puts a command on the log, durably. */
  void publish(ControlCommand command) {
    String key = RecordKeys.command(command.getRun(), command.getVersion(), command.getId());
    try {
      DurableRecords.put(kafka, List.of(Topics.CONTROL.record(key, command)), WITHIN);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "cannot publish a command of run '%s': %s".formatted(command.getRun(), failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted before run '%s' was commanded".formatted(command.getRun()));
    }
  }
}
