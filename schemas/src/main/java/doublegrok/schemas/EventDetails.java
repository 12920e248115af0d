package doublegrok.schemas;

/** Keys of an event's {@code details}, beside those of a changed distribution. */
public final class EventDetails {
  /** Identity of the command that the event answers. */
  public static final String COMMAND = "command";

  private EventDetails() {}
}
