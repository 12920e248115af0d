package doublegrok.log;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Mark of a record that comes from another log, in a header: what follows from it is on the log as
 * well, so that services only remember it and say nothing.
 */
public final class ImportMark {
  private static final String HEADER = "doublegrok-imported";

  private ImportMark() {}

  /**
   * Marks a record.
   *
   * @param state of whoever must know more than the record says; empty for most
   */
  public static void put(Headers headers, byte[] state) {
    headers.add(HEADER, state);
  }

  /** The state in the mark, which may be empty; nothing if there is no mark. */
  public static Optional<byte[]> in(Headers headers) {
    return Optional.ofNullable(headers.lastHeader(HEADER)).map(Header::value);
  }

  /** Whether there is a mark. */
  public static boolean isIn(Headers headers) {
    return headers.lastHeader(HEADER) != null;
  }
}
