package doublegrok.viewer.page;

import com.fasterxml.jackson.databind.JsonNode;
import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepRun;
import io.prometheus.client.CollectorRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * Prints how fast the page of a sweep of 300 runs is in a real browser: {@code SweepMeasurement
 * [rounds] [updates]}. No test: a time depends on who else uses the machine.
 */
public final class SweepMeasurement {
  private static final double HALF = 0.5;
  private static final double STEP = 0.0002;

  /** Notes when the whole diagram, the table and the curves are there, and what tasks take. */
  private static final String WATCH = """
      window.watched = { diagram: null, table: null, curves: null, tasks: [] };
      const seen = { diagram: () => document.querySelectorAll("#diagram .cell").length === 100,
        table: () => document.querySelectorAll("#table tbody tr").length === 300,
        curves: () => document.querySelector("#curves path") };
      new MutationObserver(() => Object.entries(seen).forEach(([name, there]) => {
        if (watched[name] === null && there()) {
          watched[name] = 0;
          requestAnimationFrame(() => setTimeout(() => { watched[name] = performance.now(); }));
        }
      })).observe(document, { subtree: true, childList: true });
      const later = window.setTimeout;
      window.setTimeout = (call, ...given) => later((...all) => {
        const began = performance.now();
        call(...all);
        watched.tasks.push(performance.now() - began);
      }, ...given);
      """;

  private SweepMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int rounds = given.size() > 0 ? Integer.parseInt(given.get(0)) : 3;
    int updates = given.size() > 1 ? Integer.parseInt(given.get(1)) : 40;
    ExampleSweep sweep = ExampleSweep.ofManyRuns();
    FakeRunViews views = new FakeRunViews();
    views.put(sweep.at(HALF));
    sweep.histories(HALF).forEach(views::put);
    try (PageServer server =
            PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
        Browser browser = Browser.start(Browser.installed().orElseThrow())) {
      browser.beforeEachPage(WATCH);
      browser.size(1280, 2000, false);
      for (int round = 0; round < rounds; round++) {
        views.put(sweep.at(HALF));
        browser.open(server.url() + "sweeps?sweep=" + sweep.sweep());
        browser.await("window.watched?.diagram && watched.table && watched.curves");
        browser.settle();
        open(browser);
        update(browser, sweep, views, updates);
      }
    }
  }

  private static void open(Browser browser) {
    JsonNode at =
        browser.evaluate("[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
            + " watched.diagram, watched.table, watched.curves]");
    System.out.printf(
        Locale.ROOT,
        "first paint %.0f ms, phase diagram %.0f ms, table %.0f ms, curves %.0f ms; load %.1f%n",
        at.get(0).asDouble(),
        at.get(1).asDouble(),
        at.get(2).asDouble(),
        at.get(3).asDouble(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** One update is what the page is told of in a redrawing: here, of up to ten runs. */
  private static void update(Browser browser, ExampleSweep sweep, FakeRunViews views, int updates) {
    browser.evaluate("watched.tasks = []");
    double before = browser.taskSeconds();
    SweepOverview last = sweep.at(HALF);
    for (int update = 1; update <= updates; update++) {
      SweepOverview now = sweep.at(HALF + STEP * update * 8);
      views.put(now);
      for (int i = 0; i < now.runs().size(); i++) {
        SweepRun run = now.runs().get(i);
        if (!run.equals(last.runs().get(i))) {
          views.publish(new LiveUpdate.SweepRunChanged(sweep.sweep(), now.state(), run));
        }
      }
      last = now;
      browser.evaluate("new Promise((resolve) => setTimeout(resolve, 250))");
    }
    browser.settle();
    JsonNode tasks = browser.evaluate("(() => { const tasks = watched.tasks"
        + ".filter((each) => each > 0.5).sort((a, b) => a - b); return [tasks.length,"
        + " tasks[Math.floor(tasks.length / 2)], tasks.at(-1)]; })()");
    System.out.printf(
        Locale.ROOT,
        "  %d updates: %d redrawings of median %.1f and at most %.1f ms; processor time of an"
            + " update %.1f ms%n",
        updates,
        tasks.get(0).asInt(),
        tasks.get(1).asDouble(),
        tasks.get(2).asDouble(),
        1000 * (browser.taskSeconds() - before) / updates);
  }
}
