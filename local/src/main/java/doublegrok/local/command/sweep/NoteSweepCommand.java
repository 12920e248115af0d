package doublegrok.local.command.sweep;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import doublegrok.sweep.RunNote;
import doublegrok.sweep.log.SweepControl;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Notes something of runs of a sweep. */
@CommandLine.Command(
    name = "note",
    description = "Tag runs of a sweep, or write a line about them: the page's table shows both,"
        + " and its filter finds them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok sweep note mine mine-layers.2-s1 --tag odd --text 'OOD rises twice'",
      "  doublegrok sweep note mine mine-layers.2-s1 --untag odd"
    })
final class NoteSweepCommand extends Command {
  @Parameters(index = "0", paramLabel = "SWEEP", description = "Name of the sweep.")
  private String sweep;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "RUN", description = "The runs.")
  private List<String> runs = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag they have from now on.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--untag", paramLabel = "TAG", description = "A tag they have no more.")
  private List<String> untags = new ArrayList<>();

  @Option(
      names = "--text",
      paramLabel = "LINE",
      description = "What is noted, in place of what was; '' for nothing.")
  private Optional<String> text = Optional.empty();

  @Mixin
  private ClusterOptions clusterOptions;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(sweep);
    if (tags.isEmpty() && untags.isEmpty() && text.isEmpty()) {
      throw new IllegalArgumentException("nothing to note; give --tag, --untag or --text");
    }
    Logs.quiet();
    try (Cluster cluster = clusterOptions.commanding()) {
      SweepControl control = new SweepControl(cluster.kafka(), Clock.systemUTC());
      int noted = control.note(sweep, runs, this::changed);
      out().println("sweep %s: noted of %d run%s".formatted(sweep, noted, noted == 1 ? "" : "s"));
      return ExitCode.DONE;
    }
  }

  private RunNote changed(RunNote before) {
    List<String> kept = new ArrayList<>(before.tags());
    kept.removeAll(untags);
    kept.addAll(tags);
    return new RunNote(before.run(), kept, text.orElse(before.text()));
  }
}
