package doublegrok.viewer.page;

import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunViews;
import doublegrok.viewer.view.Subscription;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.prometheus.client.Gauge;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a server-sent event stream for each page that asks, up to a limit; one thread each. */
final class LiveStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

  private final PageSettings settings;
  private final RunViews views;
  private final Semaphore free;
  private final ExecutorService writers;

  LiveStreams(PageSettings settings, RunViews views) {
    this.settings = settings;
    this.views = views;
    free = new Semaphore(settings.maxStreams());
    AtomicInteger count = new AtomicInteger();
    writers = Executors.newCachedThreadPool(body -> {
      Thread thread = new Thread(body, "page-stream-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Streams the updates of {@code ?run=NAME}, and the summaries of all runs; or where the runs of
   * {@code ?sweep=NAME} stand.
   */
  void open(Context context) {
    Predicate<LiveUpdate> wanted = wanted(context);
    if (!free.tryAcquire()) {
      context.header("Retry-After", "15");
      throw new ServiceUnavailableResponse("At most "
          + settings.maxStreams()
          + " pages can be live at the same time; close one and load this one again.");
    }
    context.res().setContentType("text/event-stream");
    context.res().setCharacterEncoding("UTF-8");
    context.res().setHeader("Cache-Control", "no-store");
    context.res().setHeader("X-Accel-Buffering", "no");
    context.future(() -> {
      HttpServletResponse response = context.res();
      AsyncContext request = context.req().getAsyncContext();
      writers.execute(() -> stream(wanted, response, request));
      return neverAnswered();
    });
  }

  /**
   * Jetty ends and reuses the request of a page that went away while the writer still has it, and
   * Javalin must not look at it again then: so the writer ends it, and Javalin hears of no end.
   */
  private static CompletableFuture<?> neverAnswered() {
    return new CompletableFuture<>();
  }

  private Predicate<LiveUpdate> wanted(Context context) {
    String sweep = context.queryParam("sweep");
    if (sweep != null) {
      return views
          .sweep(sweep)
          .map(view -> LiveQueue.ofSweep(view.sweep()))
          .orElseThrow(() -> SweepsApi.unknown(sweep));
    }
    Optional<String> run = Optional.ofNullable(context.queryParam("run"));
    if (run.isPresent() && !views.knows(run.get())) {
      throw RunsApi.unknown(run.get());
    }
    return LiveQueue.ofRun(run);
  }

  private void stream(
      Predicate<LiveUpdate> wanted, HttpServletResponse response, AsyncContext request) {
    LiveQueue queue = new LiveQueue(wanted, settings.maxQueued());
    Subscription subscription = views.subscribe(queue);
    try {
      new LiveWriter(queue, settings.heartbeat()).writeTo(response.getOutputStream());
    } catch (RuntimeException e) {
      LOG.error("a page can be told no more", e);
    } catch (IOException e) {
      LOG.debug("a page went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
      free.release();
      end(request);
    }
  }

  private static void end(AsyncContext request) {
    try {
      request.complete();
    } catch (IllegalStateException e) {
      LOG.debug("a page went away before", e);
    }
  }

  /** How many pages are live, as a metric that is not registered yet. */
  Gauge count() {
    Gauge count = Gauge.build(
            "doublegrok_viewer_live_streams", "Pages that are being told of updates.")
        .create();
    return count.setChild(new Gauge.Child() {
      @Override
      public double get() {
        return settings.maxStreams() - free.availablePermits();
      }
    });
  }

  @Override
  public void close() {
    writers.shutdownNow();
  }
}
