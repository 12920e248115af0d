package doublegrok.local.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base of every subcommand. A new one is one class that extends this, named in {@link Doublegrok}:
 * it returns an exit code, throws {@link doublegrok.local.check.RefusedException} for a fault that
 * a person can repair and IllegalArgumentException for a bad argument; the sentence is printed.
 */
abstract class Command implements Callable<Integer> {
  @Spec
  CommandSpec spec;

  /** Runs. */
  @Override
  public abstract Integer call() throws Exception;

  /** For results. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For progress. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Whether stderr can be written over: Java cannot tell, the launcher can. */
  static boolean isTerminal() {
    return Boolean.getBoolean("doublegrok.terminal");
  }

  /** Says on stderr what goes on. */
  final void progress(String sentence) {
    err().println(sentence);
    err().flush();
  }
}
