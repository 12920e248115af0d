package doublegrok.log;

/** Bytes that are not the record that their topic promises. */
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message) {
    super(message);
  }

  UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
