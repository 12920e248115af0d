package doublegrok.local.command.sweep;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.sweep.log.SweepControl;
import doublegrok.sweep.log.SweepView;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows sweeps. */
@CommandLine.Command(
    name = "show",
    description = "List the sweeps, or show where the runs of one stand.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok sweep show mine --bootstrap kafka:9092")
final class ShowSweepCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "SWEEP", description = "Name of the sweep.")
  private Optional<String> sweep = Optional.empty();

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Logs.quiet();
    try (Cluster cluster = clusterOptions.reading()) {
      SweepView view = new SweepControl(cluster.kafka(), Clock.systemUTC()).view();
      sweep.filter(name -> view.sweep(name).isEmpty()).ifPresent(name -> {
        throw new IllegalArgumentException(
            "sweep '%s' does not exist; 'doublegrok sweep show' lists those that do"
                .formatted(name));
      });
      if (json) {
        Object fields = sweep
            .<Object>map(name -> SweepFields.of(view, name))
            .orElseGet(() -> view.names().stream()
                .map(name -> SweepFields.counts(view, name))
                .toList());
        out().println(Json.text(fields));
      } else {
        out().print(sweep.map(name -> SweepText.of(view, name)).orElse(SweepText.of(view)));
      }
      return ExitCode.DONE;
    }
  }
}
