package doublegrok.sweep.log;

import doublegrok.control.Answer;
import doublegrok.log.DurableRecords;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.CancelSweep;
import doublegrok.record.ControlCommand;
import doublegrok.record.ExtendSweep;
import doublegrok.record.PauseSweep;
import doublegrok.record.ResumeSweep;
import doublegrok.record.RetryRuns;
import doublegrok.record.StartSweep;
import doublegrok.record.SweepAnswer;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepRecord;
import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunNote;
import doublegrok.sweep.SweepPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Commands sweeps: each command goes on the log, and what the generator answers comes back. */
public final class SweepControl {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final Clock clock;

  /** A commander of sweeps on a cluster whose topics exist. */
  public SweepControl(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /** What is known of all sweeps now. */
  public SweepView view() {
    SweepView view = new SweepView();
    new RunScan(kafka, WITHIN).all(Topics.SWEEPS).forEach(view::take);
    return view;
  }

  /**
   * Starts a sweep, or finds that it was started before with the same plan.
   *
   * @throws IllegalArgumentException if one of its runs exists already, outside of it
   */
  public Answer start(String sweep, SweepPlan plan) {
    if (view().sweep(sweep).isEmpty()) {
      refuseExisting(plan.runs());
    }
    return obey(sweep, new StartSweep(SweepRecords.plan(plan)));
  }

  /**
   * Adds runs to a sweep.
   *
   * @param extension the new runs alone, and what else changes
   * @throws IllegalArgumentException if one of them exists already
   */
  public Answer extend(String sweep, SweepPlan extension) {
    refuseExisting(extension.runs());
    return obey(
        sweep,
        new ExtendSweep(
            SweepRecords.runs(extension.runs()),
            extension.keys(),
            extension.atOnce(),
            extension.attempts()));
  }

  /** Has workers give back a sweep's runs, and offers none. */
  public Answer pause(String sweep) {
    return obey(sweep, new PauseSweep());
  }

  /** Undoes a pause. */
  public Answer resume(String sweep) {
    return obey(sweep, new ResumeSweep());
  }

  /** Ends a sweep for ever. */
  public Answer cancel(String sweep) {
    return obey(sweep, new CancelSweep());
  }

  /**
   * Offers runs again that have failed.
   *
   * @param runs their names; none for all
   */
  public Answer retry(String sweep, List<String> runs) {
    return obey(sweep, new RetryRuns(runs));
  }

  /**
   * Notes something of runs, in place of what was noted of them before.
   *
   * @param change what becomes of each note
   * @return how many runs it is noted of
   * @throws IllegalArgumentException if the sweep has no such run, or no note can be so
   */
  public int note(String sweep, List<String> runs, UnaryOperator<RunNote> change) {
    SweepView view = view();
    SweepPlan plan = view.sweep(sweep)
        .orElseThrow(() -> new IllegalArgumentException(
            "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do"
                .formatted(sweep)))
        .plan();
    List<RunNote> notes = runs.stream()
        .distinct()
        .map(run -> plan.run(run)
            .map(known -> change.apply(view.note(sweep, run)))
            .orElseThrow(() -> new IllegalArgumentException(
                "sweep '%s' has no run '%s'; 'doublegrok sweep show %s --json' lists its runs"
                    .formatted(sweep, run, sweep))))
        .toList();
    publish(
        sweep,
        notes.stream()
            .map(note -> new SweepRecord(sweep, clock.instant(), SweepRecords.note(note)))
            .toList());
    return notes.size();
  }

  /** A run under another's name would be refused when its turn comes, after hours perhaps. */
  private void refuseExisting(List<PlannedRun> runs) {
    Set<String> names = new HashSet<>();
    runs.forEach(each -> names.add(each.run()));
    List<String> taken = new RunScan(kafka, WITHIN)
        .all(Topics.CONTROL).stream()
            .map(ControlCommand::getRun)
            .filter(names::contains)
            .distinct()
            .sorted()
            .toList();
    if (!taken.isEmpty()) {
      throw new IllegalArgumentException(
          "%d of the sweep's runs exist already, as '%s'; name the sweep otherwise"
              .formatted(taken.size(), taken.get(0)));
    }
  }

  private Answer obey(String sweep, Object order) {
    SweepCommand command = new SweepCommand(UUID.randomUUID().toString(), order);
    SweepRecord record = new SweepRecord(sweep, clock.instant(), command);
    Consumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer());
    try {
      TopicPartition own = TopicPartitions.of(consumer, Topics.SWEEPS, sweep, WITHIN);
      consumer.assign(List.of(own));
      consumer.seek(own, consumer.endOffsets(List.of(own), WITHIN).get(own));
      publish(sweep, List.of(record));
      return await(consumer, command.getId());
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
  }

  private void publish(String sweep, List<SweepRecord> records) {
    try {
      DurableRecords.put(
          kafka,
          records.stream()
              .map(each -> Topics.SWEEPS.record(SweepRecords.key(each), each))
              .toList(),
          WITHIN);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "cannot publish a record of sweep '%s': %s".formatted(sweep, failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted before a record of sweep '%s' was published".formatted(sweep));
    }
  }

  private static Answer await(Consumer<String, byte[]> consumer, String command) {
    long until = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < until) {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
        Optional<Answer> answer = answer(each, command);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }
    throw new IllegalStateException(("no generator has answered within %d s; the command is on the"
            + " log and will be obeyed once a generator runs")
        .formatted(WITHIN.toSeconds()));
  }

  private static Optional<Answer> answer(ConsumerRecord<String, byte[]> each, String command) {
    try {
      return Topics.SWEEPS.read(each.key(), each.value()).getBody() instanceof SweepAnswer answer
              && answer.getCommand().equals(command)
          ? Optional.of(new Answer(answer.getAccepted(), answer.getMessage(), OptionalLong.empty()))
          : Optional.empty();
    } catch (UnreadableRecordException foreign) {
      return Optional.empty();
    }
  }
}
