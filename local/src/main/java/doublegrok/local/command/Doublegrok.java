package doublegrok.local.command;

import doublegrok.local.command.checkpoint.EvaluateCommand;
import doublegrok.local.command.checkpoint.ExplainCommand;
import doublegrok.local.command.checkpoint.ExportCommand;
import doublegrok.local.command.checkpoint.ImportWeightsCommand;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.draw.DrawCommand;
import doublegrok.local.command.sweep.SweepCommand;
import doublegrok.local.process.Logs;
import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: what all subcommands share, and their list. */
@CommandLine.Command(
    name = "doublegrok",
    description = "Trains small transformers on a stream of tasks, and keeps the run as a log "
        + "that can be watched, resumed, swapped and forked.",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      WatchCommand.class,
      SwapCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      StopCommand.class,
      ForkCommand.class,
      ExplainCommand.class,
      SweepCommand.class,
      VerifyCommand.class,
      TailCommand.class,
      ExportCommand.class,
      DrawCommand.class,
      BundleCommand.class,
      ImportCommand.class,
      ImportWeightsCommand.class,
      EvaluateCommand.class,
      GeneratorCommand.class,
      TrainerCommand.class,
      WorkerCommand.class,
      EvaluatorCommand.class,
      ViewerCommand.class,
      PresetsCommand.class,
      SchemaCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      BrokerCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n",
    footer = "  doublegrok demo%n  doublegrok presets%n  doublegrok doctor")
public final class Doublegrok implements Runnable {
  @Spec
  private CommandSpec spec;

  private boolean verbose;

  private Doublegrok() {}

  /**
   * Runs one command line.
   *
   * @param out for results
   * @param err for progress and errors
   * @return the exit code: 0 done, 1 failed, 2 bad arguments or spec, 130 interrupted
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Doublegrok top = new Doublegrok();
    CommandLine line = commandLine(top).setOut(out).setErr(err);
    try {
      int code = line.execute(arguments);
      return code == ExitCode.DONE && out.checkError() ? Complaint.aboutOutput(err) : code;
    } catch (Error e) {
      // Out of memory, a native library that does not load: still one sentence.
      return Complaint.aboutFailure(e, err, top.verbose);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** For those who look at the commands without running one. */
  static CommandLine commandLine() {
    return commandLine(new Doublegrok());
  }

  private static CommandLine commandLine(Doublegrok top) {
    return new CommandLine(top)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Doublegrok::execute)
        .setParameterExceptionHandler(Complaint::aboutArguments)
        .setExecutionExceptionHandler((failure, command, parsed) ->
            Complaint.aboutFailure(failure, command.getErr(), top.verbose));
  }

  /** Runs what was named; picocli would answer an unknown command with help, were it asked for. */
  private static int execute(CommandLine.ParseResult parsed) {
    for (CommandLine each : parsed.asCommandLineList()) {
      List<String> unknown = each.getParseResult().unmatched();
      if (!unknown.isEmpty()) {
        throw new CommandLine.UnmatchedArgumentException(each, unknown);
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show stack traces.")
  void setVerbose(boolean verbose) {
    this.verbose = verbose;
    if (verbose) {
      Logs.verbose();
    }
  }

  /** Without a subcommand. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a subcommand is missing");
  }
}
