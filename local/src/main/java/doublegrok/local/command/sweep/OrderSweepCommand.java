package doublegrok.local.command.sweep;

import doublegrok.control.Answer;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import doublegrok.sweep.log.SweepControl;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command to a sweep, whose answer is printed. */
abstract class OrderSweepCommand extends Command {
  @Parameters(paramLabel = "SWEEP", description = "Name of the sweep.")
  private String sweep;

  @Mixin
  private ClusterOptions clusterOptions;

  /** Gives the command. */
  abstract Answer ordered(SweepControl control, String name);

  @Override
  public final Integer call() {
    RecordKeys.checkedRunName(sweep);
    Logs.quiet();
    try (Cluster cluster = clusterOptions.commanding()) {
      SweepControl control = new SweepControl(cluster.kafka(), Clock.systemUTC());
      out().println(told(sweep, ordered(control, sweep)));
      return ExitCode.DONE;
    }
  }

  /**
   * The answer in a sentence.
   *
   * @throws IllegalArgumentException if the command was refused
   */
  static String told(String sweep, Answer answer) {
    if (!answer.accepted()) {
      throw new IllegalArgumentException("refused: " + answer.message());
    }
    return "sweep %s: %s".formatted(sweep, answer.message());
  }
}
