package doublegrok.generator;

import doublegrok.control.BatchesStart;
import doublegrok.control.EffectiveSpec;
import doublegrok.control.RunOrigin;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.RepeatedSequences;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares the batches on the log with what the run's spec and its swaps make: a batch is a pure
 * function of these and its index, so that anybody can tell whether the log is what it claims.
 */
public final class LogAudit {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final RunScan log;
  private final RunSpecs specs;

  /** An audit of the runs on a cluster. */
  public LogAudit(KafkaSettings kafka) {
    this.log = new RunScan(kafka, WITHIN);
    this.specs = new RunSpecs(kafka.families());
  }

  /**
   * Finding of an audit.
   *
   * @param batches distinct batches on the log that were compared
   * @param first smallest index
   * @param last largest index
   * @param distributions how many of the run's distributions they were drawn from
   * @param difference the first one, in words; empty if there is none
   */
  public record Finding(
      String run,
      long batches,
      long first,
      long last,
      int distributions,
      Optional<String> difference) {
    /** One sentence for a person. */
    public String inWords() {
      String sound = batches == 0
          ? "no batch is on the log any more"
          : "%d batches on the log, %d to %d, of %d %s, are what spec and swaps make"
              .formatted(
                  batches,
                  first,
                  last,
                  distributions,
                  distributions == 1 ? "distribution" : "distributions");
      return "run %s: %s".formatted(run, difference.orElse(sound));
    }
  }

  /**
   * Makes every batch of a run again.
   *
   * @throws IllegalArgumentException if there is no such run
   */
  public Finding audit(String run) {
    RunOrigin origin = RunOrigin.in(log.all(Topics.CONTROL, run), specs)
        .orElseThrow(() -> new IllegalArgumentException(
            "run '%s' does not exist; 'doublegrok runs' lists those that do".formatted(run)));
    // Swaps that came while the run trained are on the log as events, each at its batch.
    List<RunEvent> events = log.all(Topics.EVENTS, run);
    RunSpec spec = EffectiveSpec.swapped(origin.spec(), events);
    Comparison comparison = new Comparison(run, new BatchSource(run, spec));
    log.each(Topics.BATCHES, run, BatchesStart.in(events), comparison::take);
    return comparison.finding();
  }

  /** Takes the log's records one after another, and remembers the first that differs. */
  private static final class Comparison {
    private final String run;
    private final BatchSource source;
    private final BitSet seen = new BitSet();
    private final BitSet versions = new BitSet();
    private Optional<String> difference = Optional.empty();

    Comparison(String run, BatchSource source) {
      this.run = run;
      this.source = source;
    }

    void take(ConsumerRecord<String, byte[]> each) {
      if (difference.isPresent()) {
        return;
      }
      try {
        difference = compare(Topics.BATCHES.codec().decode(each.value()))
            .map(text ->
                "%s (%s/%d@%d)".formatted(text, each.topic(), each.partition(), each.offset()));
      } catch (UnreadableRecordException unreadable) {
        difference = Optional.of("the record at %s/%d@%d is no batch: %s"
            .formatted(each.topic(), each.partition(), each.offset(), unreadable.getMessage()));
      }
    }

    Finding finding() {
      long first = Math.max(0, seen.nextSetBit(0));
      long last = Math.max(0, seen.length() - 1);
      int gap = seen.nextClearBit((int) first);
      Optional<String> missing = gap < last
          ? Optional.of("batch %d is missing, though later ones are on the log".formatted(gap))
          : Optional.empty();
      return new Finding(
          run,
          seen.cardinality(),
          first,
          last,
          versions.cardinality(),
          difference.or(() -> missing));
    }

    private Optional<String> compare(SequenceBatch batch) {
      long index = batch.getIndex();
      if (index < 0 || index > Integer.MAX_VALUE) {
        return Optional.of("a batch has the index %d".formatted(index));
      }
      seen.set((int) index);
      versions.set(Math.max(0, batch.getDistributionVersion()));
      boolean refers = batch.getPayload() instanceof RepeatedSequences;
      // Logs of former releases have each batch whole, and are no less right.
      return BatchDifference.between(batch, refers ? source.batch(index) : source.whole(index));
    }
  }
}
