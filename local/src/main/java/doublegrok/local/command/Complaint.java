package doublegrok.local.command;

import doublegrok.local.command.common.ExitCode;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/** One sentence for a person, and the exit code that goes with it. */
final class Complaint {
  private Complaint() {}

  static int aboutArguments(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println("doublegrok: " + sentence(failure));
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

  private static String sentence(CommandLine.ParameterException failure) {
    return failure.getCause() instanceof InvalidPathException unreadable
        ? unreadable(unreadable)
        : String.valueOf(failure.getMessage());
  }

  private static String unreadable(InvalidPathException path) {
    return ("the path '%s' has signs that the encoding of this locale, %s, does not have; set"
            + " LC_ALL=C.UTF-8, or name another path")
        .formatted(path.getInput(), System.getProperty("sun.jnu.encoding"));
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof InvalidPathException path) {
      return unreadable(path);
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return kind(failure) + " (--verbose shows where)";
    }
    if (failure instanceof KafkaException) {
      return "Kafka did not do what it was asked (%s); check that the broker runs, then try again"
          .formatted(message);
    }
    // A message of someone else's exception says little without its kind.
    boolean ours = List.of(IllegalArgumentException.class, IllegalStateException.class).stream()
            .anyMatch(kind -> kind.isInstance(failure))
        || failure.getClass().getName().startsWith("doublegrok.");
    return ours ? message : kind(failure) + ": " + message;
  }

  /** The kind in words: that of a NoSuchFileException is "no such file". */
  private static String kind(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String words = name.replaceAll("(Exception|Error)$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return words.isEmpty() ? "a fault" : words.toLowerCase(Locale.ROOT);
  }
}
