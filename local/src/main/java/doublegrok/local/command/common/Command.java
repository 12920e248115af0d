package doublegrok.local.command.common;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base of every subcommand. A new one is one class that extends this, named in {@code Doublegrok}:
 * it returns an exit code, throws {@link doublegrok.local.check.RefusedException} for a fault that
 * a person can repair and IllegalArgumentException for a bad argument; the sentence is printed.
 */
public abstract class Command implements Callable<Integer> {
  @Spec
  protected CommandSpec spec;

  /** Runs. */
  @Override
  public abstract Integer call() throws Exception;

  /** For results. */
  public final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For progress. */
  public final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Whether stderr can be written over: Java cannot tell, the launcher can. */
  public static boolean isTerminal() {
    return Boolean.getBoolean("doublegrok.terminal");
  }

  /** Says on stderr what goes on. */
  public final void progress(String sentence) {
    err().println(sentence);
    err().flush();
  }
}
