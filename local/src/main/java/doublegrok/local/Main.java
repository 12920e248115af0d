package doublegrok.local;

/** The command line's entry point. */
public final class Main {
  private Main() {}
}
