package doublegrok.control;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Offset at which a run begins in its partition of batches, so that nobody who looks for its first
 * batch reads those of all runs before it.
 */
public final class BatchesStart {
  private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

  private BatchesStart() {}

  /**
   * The offset that the generator named when it accepted the run; empty if it named none, as in
   * former logs: then the run may begin anywhere.
   *
   * @param events of the run, in the order of the log
   */
  public static OptionalLong in(List<RunEvent> events) {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.ACCEPTED)
        .map(RunEvent::getDetails)
        .filter(details -> details.containsKey(EventDetails.COMMAND)) // only the generator answers
        .map(details -> Optional.ofNullable(details.get(EventDetails.BATCHES_FROM)))
        .flatMap(Optional::stream)
        .filter(text -> OFFSET.matcher(text).matches())
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
