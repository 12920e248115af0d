package doublegrok.local.command;

/** Exit code, by which the process answers the one that started it. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_ARGUMENTS = 2;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
