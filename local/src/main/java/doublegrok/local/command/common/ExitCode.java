package doublegrok.local.command.common;

/** Exit code, by which the process answers the one that started it. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int BAD_ARGUMENTS = 2;
  /** Asked to stop, and all work is given back: whoever runs the program may run it again. */
  public static final int GIVEN_BACK = 75;

  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
