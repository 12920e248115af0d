package doublegrok.local.command;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.RunFields;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.local.terminal.LiveStatus;
import doublegrok.local.terminal.RunReport;
import doublegrok.log.RecordKeys;
import doublegrok.viewer.stream.LogFollower;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunSummary;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows live where a run stands, from wherever its topics can be read. */
@CommandLine.Command(
    name = "watch",
    description = "Watch a run until it ends or Ctrl-C; the run does not notice.",
    footerHeading = "%nExamples:%n",
    footer = {"  doublegrok watch demo", "  doublegrok watch alpha --bootstrap kafka:9092 --json"})
final class WatchCommand extends Command {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOK_EVERY = Duration.ofMillis(150);
  private static final Duration EVALUATED_WITHIN = Duration.ofMinutes(2);

  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print a line of JSON at each change.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    RecordKeys.checkedRunName(run);
    Logs.quiet();
    try (StopSignal stop = StopSignal.open();
        Cluster cluster = clusterOptions.reading();
        LogFollower follower = new LogFollower(cluster.kafka(), run)) {
      follower.catchUp();
      RunHistory history = history(follower);
      LiveStatus status =
          new LiveStatus(err(), isTerminal(), run, OptionalLong.empty(), System::nanoTime);
      status.take(history);
      if (json) {
        print(follower);
      }
      if (!cluster.own()) { // otherwise nobody trains: the broker runs for this command alone
        follow(follower, status, history.summary(), stop);
      }
      if (!json && !stop.isRequested()) {
        out().print(RunReport.of(history(follower)));
      }
      return stop.exitCode();
    }
  }

  /** Until the run is over and its last checkpoint is evaluated, if that comes in time. */
  private void follow(LogFollower follower, LiveStatus status, RunSummary standing, StopSignal stop)
      throws InterruptedException {
    RunSummary summary = standing;
    long runningAt = System.nanoTime();
    while (!isSettled(summary)
        && System.nanoTime() - runningAt < EVALUATED_WITHIN.toNanos()
        && !stop.await(LOOK_EVERY)) {
      List<LiveUpdate> updates = follower.poll(POLL);
      for (LiveUpdate update : updates) {
        status.take(update);
        summary = update instanceof LiveUpdate.SummaryChanged to ? to.summary() : summary;
      }
      if (!json) {
        status.draw();
      } else if (!updates.isEmpty()) {
        print(follower);
      }
      runningAt = summary.state().isOver() ? runningAt : System.nanoTime();
    }
  }

  private static boolean isSettled(RunSummary summary) {
    return summary.state().isOver()
        && summary.evaluatedStep().orElse(-1) >= summary.lastCheckpointStep().orElse(-1);
  }

  private RunHistory history(LogFollower follower) {
    return follower.history().orElseThrow(() -> RefusedException.unknownRun(run));
  }

  private void print(LogFollower follower) {
    follower.details().map(RunFields::of).map(Json::line).ifPresent(out()::println);
  }
}
