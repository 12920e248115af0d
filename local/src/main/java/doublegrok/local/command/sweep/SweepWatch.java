package doublegrok.local.command.sweep;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.pipeline.SweepPipeline;
import doublegrok.local.process.ClockWatch;
import doublegrok.local.process.StopSignal;
import doublegrok.local.terminal.SweepTable;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.log.SweepView;
import java.time.Duration;
import java.util.List;

/** Watch over a sweep in this process: tells what changes, until it is done or stopped. */
final class SweepWatch {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration EVALUATED_WITHIN = Duration.ofMinutes(2);

  private final Command command;
  private final SweepPipeline pipeline;
  private final StopSignal stop;
  private final String sweep;
  private String told = "";

  SweepWatch(Command command, SweepPipeline pipeline, StopSignal stop, String sweep) {
    this.command = command;
    this.pipeline = pipeline;
    this.stop = stop;
    this.sweep = sweep;
  }

  /**
   * Watches.
   *
   * @param stay whether the page stays when all is done
   * @return the exit code
   */
  int watch(boolean stay) throws InterruptedException {
    ClockWatch clock = ClockWatch.ofMachine();
    while (!over() && !stop.await(LOOK_EVERY)) {
      refuseIfFailed();
      clock.setBack().ifPresent(command::progress);
      tell();
    }
    tell();
    if (stop.isRequested()) {
      command.progress("Stopping; the same command goes on from the newest checkpoints.");
      return stop.exitCode();
    }
    awaitEvaluation();
    SweepView view = pipeline.view();
    pipeline.views().sweep(sweep).map(SweepTable::of).ifPresent(command.out()::print);
    command.out().flush();
    if (stay) {
      pipeline
          .pageUrl()
          .ifPresent(url -> command.progress("The page stays at %s until Ctrl-C.".formatted(url)));
      while (!stop.await(LOOK_EVERY)) {
        refuseIfFailed();
      }
    }
    boolean poison = view.runs(sweep).stream().anyMatch(run -> run.place() == RunPlace.POISON);
    return poison ? ExitCode.FAILED : ExitCode.DONE;
  }

  private boolean over() {
    return pipeline
        .view()
        .sweep(sweep)
        .filter(each -> each.phase() == SweepPhase.DONE || each.phase() == SweepPhase.CANCELLED)
        .isPresent();
  }

  private void tell() {
    List<RunStand> runs = pipeline.view().runs(sweep);
    String now = SweepText.counts(runs);
    if (!runs.isEmpty() && !now.equals(told)) {
      told = now;
      command.progress(now);
    }
  }

  /** The last run is done before its last checkpoint is evaluated. */
  private void awaitEvaluation() throws InterruptedException {
    long until = System.nanoTime() + EVALUATED_WITHIN.toNanos();
    List<String> done = pipeline.view().runs(sweep).stream()
        .filter(run -> run.place() == RunPlace.DONE)
        .map(RunStand::run)
        .toList();
    while (System.nanoTime() < until && !pipeline.evaluated(done) && !stop.await(LOOK_EVERY)) {
      refuseIfFailed();
    }
  }

  private void refuseIfFailed() {
    pipeline.failure().ifPresent(reason -> {
      throw new RefusedException(reason + "; the log in --dir tells more");
    });
  }
}
