package doublegrok.viewer.page;

import io.javalin.http.HttpResponseException;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has one request after the other carried out, and lets nobody wait longer than a bound. */
final class CommandDesk implements AutoCloseable {
  /** For the one before to leave; whoever finds the desk taken for longer is sent away. */
  private static final Duration TURN_WITHIN = Duration.ofSeconds(1);

  private final Duration within;
  private final Semaphore turn = new Semaphore(1);
  private final ExecutorService worker;

  CommandDesk(Duration within) {
    this.within = within;
    worker = Executors.newCachedThreadPool(body -> {
      Thread thread = new Thread(body, "page-command");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * What comes of a piece of work.
   *
   * @throws ServiceUnavailableResponse if another one is still being carried out, or this one was
   *     not answered in time
   */
  <A> A inTurn(Callable<A> work) throws InterruptedException {
    if (!turn.tryAcquire(TURN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ServiceUnavailableResponse(
          "Another command is being carried out; ask again in a moment.");
    }
    FutureTask<A> task = new FutureTask<>(work);
    try {
      worker.execute(() -> {
        try {
          task.run();
        } finally {
          turn.release();
        }
      });
    } catch (RuntimeException | Error refused) {
      turn.release();
      throw refused;
    }
    return answer(task);
  }

  private <A> A answer(FutureTask<A> task) throws InterruptedException {
    try {
      return task.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new ServiceUnavailableResponse(
          "Nothing answered within %d s; look at the run's events before you ask again."
              .formatted(within.toSeconds()));
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof HttpResponseException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("a command failed", failure.getCause());
    } finally {
      task.cancel(true);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
