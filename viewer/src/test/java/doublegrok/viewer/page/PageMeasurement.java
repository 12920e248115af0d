package doublegrok.viewer.page;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.LongRunViews;
import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Prints how fast the page is with many long runs in a real browser: {@code PageMeasurement [runs]
 * [steps] [updates]}. No test: a time depends on who else uses the machine.
 */
public final class PageMeasurement {
  /** Notes when the first chart is there, and how long each thing that the page does takes. */
  private static final String WATCH = """
      window.watched = { drawn: null, tasks: [], long: 0 };
      new PerformanceObserver((list) => { watched.long += list.getEntries().length; })
        .observe({ type: "longtask", buffered: true });
      new MutationObserver((changes, observer) => {
        if (watched.drawn === null && document.querySelector(".u-over")) {
          requestAnimationFrame(() => setTimeout(() => { watched.drawn ??= performance.now(); }));
          observer.disconnect();
        }
      }).observe(document, { subtree: true, childList: true });
      const timed = (call) => function (...given) {
        const began = performance.now();
        try {
          return call.apply(this, given);
        } finally {
          queueMicrotask(() => watched.tasks.push(performance.now() - began));
        }
      };
      const later = window.setTimeout;
      window.setTimeout = (call, ...given) => later(timed(call), ...given);
      const listen = EventSource.prototype.addEventListener;
      EventSource.prototype.addEventListener = function (kind, call) {
        listen.call(this, kind, timed(call));
      };
      """;

  private PageMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int runs = given.size() > 0 ? Integer.parseInt(given.get(0)) : 10;
    long steps = given.size() > 1 ? Long.parseLong(given.get(1)) : 200_000;
    int updates = given.size() > 2 ? Integer.parseInt(given.get(2)) : 100;
    LongRunViews views = new LongRunViews(runs, steps);
    try (PageServer server =
            PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
        Browser browser = Browser.start(Browser.installed().orElseThrow())) {
      browser.beforeEachPage(WATCH);
      for (int height : new int[] {720, 2400}) {
        browser.size(1280, height, false);
        measure(server, browser, views, updates, height);
      }
      measureList(browser, views, updates);
    }
  }

  /** The list of all runs: how long it takes to be there, and what an update costs while it is. */
  private static void measureList(Browser browser, LongRunViews views, int updates) {
    JsonNode opened = browser.evaluate("new Promise((resolve) => {"
        + " const began = performance.now();"
        + " document.querySelector('#runs-toggle').click();"
        + " requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began))); })");
    browser.settle();
    double before = browser.taskSeconds();
    for (int update = 0; update < updates; update++) {
      views.goOn(10);
      browser.evaluate("new Promise((resolve) => setTimeout(resolve, 100))");
    }
    browser.settle();
    System.out.printf(
        Locale.ROOT,
        "list of %d runs: there after %.0f ms; processor time of an update %.1f ms%n",
        browser
            .evaluate("document.querySelectorAll('#runs-panel tbody tr').length")
            .asInt(),
        opened.asDouble(),
        1000 * (browser.taskSeconds() - before) / updates);
  }

  private static void measure(
      PageServer server, Browser browser, LongRunViews views, int updates, int height) {
    browser.open(server.url());
    browser.await("window.watched?.drawn");
    browser.settle();
    JsonNode paint = browser.evaluate(
        "[performance.getEntriesByName('first-contentful-paint')[0].startTime, watched.drawn]");
    browser.evaluate("watched.tasks = []; watched.long = 0");
    double before = browser.taskSeconds();
    for (int update = 0; update < updates; update++) {
      views.goOn(10);
      browser.evaluate("new Promise((resolve) => setTimeout(resolve, 100))");
    }
    browser.settle();
    JsonNode tasks = browser.evaluate("(() => { const tasks = watched.tasks.sort((a, b) => a - b);"
        + " return [tasks.length, tasks[Math.floor(tasks.length / 2)],"
        + " tasks[Math.floor(tasks.length * 0.99)], tasks.at(-1), watched.long]; })()");
    double each = 1000 * (browser.taskSeconds() - before) / updates;
    System.out.printf(
        Locale.ROOT,
        "1280 x %d: first paint %.0f ms, first chart %.0f ms; %d tasks of updates: median %.1f,"
            + " 99 %% %.1f, longest %.1f ms, %d of 50 ms or more;"
            + " processor time of an update %.1f ms; load %.1f%n",
        height,
        paint.get(0).asDouble(),
        paint.get(1).asDouble(),
        tasks.get(0).asInt(),
        tasks.get(1).asDouble(),
        tasks.get(2).asDouble(),
        tasks.get(3).asDouble(),
        tasks.get(4).asInt(),
        each,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
