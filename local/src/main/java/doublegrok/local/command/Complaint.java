package doublegrok.local.command;

import doublegrok.local.command.common.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** One sentence for a person, and the exit code that goes with it. */
final class Complaint {
  private Complaint() {}

  static int aboutArguments(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println("doublegrok: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.printf("'%s --help' says more.%n", name);
    return ExitCode.BAD_ARGUMENTS;
  }

  static int aboutFailure(Throwable failure, PrintWriter err, boolean verbose) {
    err.println("doublegrok: " + sentence(failure));
    if (verbose) {
      failure.printStackTrace(err);
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    return failure instanceof IllegalArgumentException ? ExitCode.BAD_ARGUMENTS : ExitCode.FAILED;
  }

  /** What was found out did not reach whoever asked. */
  static int aboutOutput(PrintWriter err) {
    err.println("doublegrok: the result could not be written to stdout whole;"
        + " is a disk full, or a pipe closed?");
    return ExitCode.FAILED;
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName() + " (--verbose shows where)";
    }
    // A message of someone else's exception says little without its kind.
    boolean ours = List.of(IllegalArgumentException.class, IllegalStateException.class).stream()
            .anyMatch(kind -> kind.isInstance(failure))
        || failure.getClass().getName().startsWith("doublegrok.");
    return ours ? message : failure.getClass().getSimpleName() + ": " + message;
  }
}
