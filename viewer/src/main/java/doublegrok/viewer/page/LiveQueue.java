package doublegrok.viewer.page;

import doublegrok.viewer.view.LiveUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The updates that one page has yet to get. It never holds up who offers them: when it is full the
 * page has lost its place, gets nothing more, and must fetch the history again.
 */
final class LiveQueue implements Consumer<LiveUpdate> {
  /** Updates that are taken at once, to be sent in one go. */
  private static final int MAX_TAKEN = 256;

  private final Predicate<LiveUpdate> wanted;
  private final BlockingQueue<LiveUpdate> waiting;
  private volatile boolean overflowed;

  LiveQueue(Predicate<LiveUpdate> wanted, int capacity) {
    this.wanted = wanted;
    waiting = new LinkedBlockingQueue<>(capacity);
  }

  /** What the page of a run wants: that run's changes, and where all runs stand. */
  static Predicate<LiveUpdate> ofRun(Optional<String> run) {
    return update -> update instanceof LiveUpdate.SummaryChanged
        || (!(update instanceof LiveUpdate.SweepRunChanged)
            && run.filter(update.run()::equals).isPresent());
  }

  /** What the page of a sweep wants: where its runs stand. */
  static Predicate<LiveUpdate> ofSweep(String sweep) {
    return update ->
        update instanceof LiveUpdate.SweepRunChanged changed && changed.sweep().equals(sweep);
  }

  @Override
  public void accept(LiveUpdate update) {
    if (wanted.test(update) && !overflowed && !waiting.offer(update)) {
      overflowed = true;
    }
  }

  boolean overflowed() {
    return overflowed;
  }

  /** The updates that wait; when there are none, those that arrive first in the given time. */
  List<LiveUpdate> take(Duration patience) throws InterruptedException {
    List<LiveUpdate> taken = new ArrayList<>();
    Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
        .ifPresent(taken::add);
    waiting.drainTo(taken, MAX_TAKEN);
    return taken;
  }
}
