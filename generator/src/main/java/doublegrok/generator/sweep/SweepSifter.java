package doublegrok.generator.sweep;

import doublegrok.log.ImportMark;
import doublegrok.log.Rejections;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import doublegrok.record.EventKind;
import doublegrok.record.RunReport;
import doublegrok.record.RunStanding;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepStanding;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sieve that lets through what can change a sweep: of events those of a run's life, of the topic
 * {@code sweeps} what others say. What passes is marked by its topic. Of what comes from another
 * log only the standings pass, in which all the rest is.
 */
final class SweepSifter implements Processor<String, byte[], String, byte[]> {
  static final String EVENT = "event";
  static final String SAID = "said";
  static final String IMPORTED = "imported";
  private static final Set<EventKind> LIFE = EnumSet.of(
      EventKind.STARTED,
      EventKind.RESUMED,
      EventKind.PAUSED,
      EventKind.CONTINUED,
      EventKind.FINISHED,
      EventKind.STOPPED,
      EventKind.FAILED,
      EventKind.REFUSED);

  private final String next;
  private final String rejected;
  private final Rejections rejections;
  private ProcessorContext<String, byte[]> context;

  /**
   * A sieve.
   *
   * @param next node that takes what passes
   * @param rejected node that takes what cannot be read
   */
  SweepSifter(String next, String rejected, Rejections rejections) {
    this.next = next;
    this.rejected = rejected;
    this.rejections = rejections;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> input) {
    var origin = context.recordMetadata().orElseThrow();
    boolean imported = ImportMark.isIn(input.headers());
    if (origin.topic().equals(Topics.EVENTS.name())) {
      if (!imported && isOfLife(input)) {
        context.forward(input.withKey(EVENT), next);
      }
      return;
    }
    try {
      Object body = Topics.SWEEPS.read(input.key(), input.value()).getBody();
      if (imported) {
        if (body instanceof SweepStanding || body instanceof RunStanding) {
          context.forward(input.withKey(IMPORTED), next);
        }
      } else if (body instanceof SweepCommand || body instanceof RunReport) {
        context.forward(input.withKey(SAID), next);
      }
    } catch (UnreadableRecordException unreadable) {
      Rejections.Rejection rejection =
          rejections.reject(Rejections.Origin.of(origin, input), unreadable.getMessage());
      byte[] value = Topics.REJECTED.codec().encode(rejection.record());
      context.forward(new Record<>(rejection.key(), value, input.timestamp()), rejected);
    }
  }

  /** An event that cannot be read is rejected by those who show events. */
  private static boolean isOfLife(Record<String, byte[]> input) {
    try {
      return LIFE.contains(Topics.EVENTS.read(input.key(), input.value()).getKind());
    } catch (UnreadableRecordException foreign) {
      return false;
    }
  }
}
