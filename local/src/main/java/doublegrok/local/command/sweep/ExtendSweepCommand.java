package doublegrok.local.command.sweep;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.log.SweepControl;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Adds to a sweep what its file has more by now. */
@CommandLine.Command(
    name = "extend",
    description = {
      "Add runs to a sweep: those of its changed file that it does not have, as of more values or",
      "more seeds. What is there stays."
    },
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep extend mine.yaml --bootstrap kafka:9092")
final class ExtendSweepCommand extends Command {
  @Mixin
  private SweepFileOptions sweepOptions;

  @Mixin
  private ClusterOptions clusterOptions;

  @Override
  public Integer call() {
    String name = sweepOptions.name();
    Logs.quiet();
    try (Cluster cluster = clusterOptions.commanding()) {
      SweepControl control = new SweepControl(cluster.kafka(), Clock.systemUTC());
      SweepPlan before = control
          .view()
          .sweep(name)
          .orElseThrow(() -> new IllegalArgumentException(
              "sweep '%s' does not exist; start it with 'doublegrok sweep start'".formatted(name)))
          .plan();
      SweepPlan added = sweepOptions.extension(before, clusterOptions.families());
      out().println(OrderSweepCommand.told(name, control.extend(name, added)));
      return ExitCode.DONE;
    }
  }
}
