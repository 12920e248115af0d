package doublegrok.local.terminal;

import doublegrok.explain.Completion;
import doublegrok.task.Transition;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows where one run stands: in a terminal as a few lines that are written over, elsewhere as a
 * line every few seconds while something changes. What happens to the run is written above.
 */
public final class LiveStatus {
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final Duration DRAW_EVERY = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final boolean terminal;
  private final String run;
  private final OptionalLong until;
  private final LongSupplier nanoTime;
  private final Pace pace = new Pace();
  private final Past past = new Past();
  private RunSummary summary;
  private boolean changed;
  private boolean stillnessTold;
  private long steppedAt;
  private long drawnAt;
  private int drawnLines;

  /**
   * A status.
   *
   * @param terminal whether lines can be written over
   * @param run that is shown
   * @param until the step at which it is to end, if not at its planned one
   */
  public LiveStatus(
      PrintWriter err, boolean terminal, String run, OptionalLong until, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.run = run;
    this.until = until;
    this.nanoTime = nanoTime;
    this.steppedAt = nanoTime.getAsLong();
    this.drawnAt = steppedAt - LINE_EVERY.toNanos();
  }

  /** What the run did before anyone looked. */
  public synchronized void take(RunHistory history) {
    past.take(history);
    standing(history.summary());
  }

  /** A change of any run; those of others are left aside. */
  public synchronized void take(LiveUpdate update) {
    if (!update.run().equals(run)) {
      return;
    }
    past.take(update);
    if (update instanceof LiveUpdate.Marked marked) {
      mark(marked.mark());
    } else if (update instanceof LiveUpdate.SummaryChanged to) {
      standing(to.summary());
    }
  }

  /** Draws what changed, if it is time to; to be called a few times a second. */
  public synchronized void draw() {
    long now = nanoTime.getAsLong();
    tellStillness(Duration.ofNanos(now - steppedAt));
    long since = now - drawnAt;
    boolean due = changed || (terminal && since >= DRAW_EVERY.toNanos());
    if (summary == null || !due) {
      return;
    }
    if (terminal) {
      erase();
      List<String> lines =
          StatusText.lines(summary, lastStep(), pace(), past, Duration.ofNanos(now - steppedAt));
      Screen.write(err, lines);
      drawnLines = lines.size();
    } else if (since >= LINE_EVERY.toNanos()) {
      err.println(StatusText.line(summary, lastStep(), pace()));
    } else {
      return;
    }
    err.flush();
    changed = false;
    drawnAt = now;
  }

  /** Writes a line of its own, above the status. */
  public synchronized void say(String text) {
    erase();
    err.println(text);
    err.flush();
    changed = true;
  }

  /** Once, where the lines that are written over do not tell it: nobody should wait for nothing. */
  private void tellStillness(Duration still) {
    if (stillnessTold || still.compareTo(StatusText.STALLED_AFTER) < 0) {
      return;
    }
    if (summary == null) {
      stillnessTold = true;
      say("nothing is heard of run '%s' yet; the program's log tells what it waits for"
          .formatted(run));
    } else if (!terminal) {
      stillnessTold = true;
      StatusText.warnings(summary, still).forEach(warning -> say("! " + warning));
    }
  }

  private void standing(RunSummary now) {
    if (summary == null || now.step() != summary.step()) {
      steppedAt = nanoTime.getAsLong();
      stillnessTold = false;
    }
    if (summary != null) {
      completions(summary, now);
    }
    pace.at(nanoTime.getAsLong(), now.step());
    summary = now;
    changed = true;
  }

  /** Those that have come, and those that have gone as the accuracy fell below one half again. */
  private void completions(RunSummary before, RunSummary now) {
    Map<Transition, Completion> known = before.explanation().completions();
    Map<Transition, Completion> found = now.explanation().completions();
    found.forEach((transition, each) -> {
      if (!known.containsKey(transition)) {
        say("%s %s".formatted(transition.phase(), TransitionText.of(each)));
      }
    });
    known.keySet().stream()
        .filter(each -> !found.containsKey(each))
        .forEach(each -> say(each.phase() + " not completed: below one half again"));
  }

  private void mark(Mark mark) {
    if (mark.kind() != MarkKind.CHECKPOINT && mark.kind() != MarkKind.ACCEPTED) {
      say("%s %s".formatted(mark.kind().label(), mark.label()));
    }
  }

  private void erase() {
    Screen.erase(err, drawnLines);
    drawnLines = 0;
  }

  private String pace() {
    return summary.state() == RunState.RUNNING ? pace.inWords(lastStep()) : "";
  }

  private long lastStep() {
    return until.orElse(summary.totalSteps());
  }
}
