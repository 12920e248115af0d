package doublegrok.log;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What a processor of a stream does again and again by the clock, but only while there is something
 * to do: Kafka Streams commits a transaction after each time, whether anything was done or not.
 */
public final class NeededPunctuation {
  private final ProcessorContext<?, ?> context;
  private final Duration every;
  private final Punctuator work;
  private Optional<Cancellable> scheduled = Optional.empty();

  /** Of a processor that was just initialized; nothing is needed yet. */
  public NeededPunctuation(ProcessorContext<?, ?> context, Duration every, Punctuator work) {
    this.context = context;
    this.every = every;
    this.work = work;
  }

  /** Whether there is something to do from now on. */
  public void need(boolean needed) {
    if (needed && scheduled.isEmpty()) {
      scheduled = Optional.of(context.schedule(every, PunctuationType.WALL_CLOCK_TIME, work));
    } else if (!needed) {
      scheduled.ifPresent(Cancellable::cancel);
      scheduled = Optional.empty();
    }
  }
}
