package doublegrok.viewer.page;

import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.view.ExampleFork;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.LongRunViews;
import doublegrok.viewer.view.RunHistory;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Optional;

/**
 * Serves the page on a made-up run that goes on while one looks: {@code PagePreview [port]
 * [first step] [milliseconds a step] [runs]}; with a number of runs, each has done that many steps,
 * and the newest goes on. For work on the page; no test.
 */
public final class PagePreview {
  private PagePreview() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = List.of(arguments);
    int port = given.size() > 0 ? Integer.parseInt(given.get(0)) : 8080;
    long first = given.size() > 1 ? Long.parseLong(given.get(1)) : 100;
    long pause = given.size() > 2 ? Long.parseLong(given.get(2)) : 36;
    if (given.size() > 3) {
      serveLongRuns(port, first, pause, Integer.parseInt(given.get(3)));
    }
    long now = System.currentTimeMillis();
    FakeRunViews views = new FakeRunViews();
    if (first > 0) {
      views.put(new ExampleRun("an-older-one", now - 90_000_000).until(700));
      for (int each = 1; each <= 12; each++) {
        String run = "fork-%d-with-a-longer-name".formatted(each);
        views.put(ExampleFork.of("shift-29-double-grok", run, 150L * each, 2000 + 150L * each));
      }
    }
    CollectorRegistry metrics = new CollectorRegistry();
    new RunCollector(views).register(metrics);
    try (PageServer server = PageServer.start(
        PageSettings.local(port), views, Optional.of(new RecordedCommands()), metrics)) {
      System.out.println(server.url());
      if (first > 0) {
        goOn(new ExampleRun("shift-29-double-grok", now - first * 36), first, pause, views);
      }
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static void serveLongRuns(int port, long steps, long pause, int runs)
      throws InterruptedException {
    LongRunViews views = new LongRunViews(runs, steps);
    CollectorRegistry metrics = new CollectorRegistry();
    try (PageServer server = PageServer.start(PageSettings.local(port), views, metrics)) {
      System.out.println(server.url());
      while (true) {
        Thread.sleep(10 * pause);
        views.goOn(10);
      }
    }
  }

  private static void tellCheckpoint(ExampleRun run, long step, FakeRunViews views) {
    if (step % ExampleRun.EVALUATION_STEPS != 0) {
      return;
    }
    RunHistory history = run.until(step);
    String name = history.summary().run();
    views.putProbes(name, run.probes(step));
    views.publish(new LiveUpdate.Measured(name, ExampleRun.spectrumAt(step)));
    history.floors().forEach(each -> views.publish(new LiveUpdate.FloorsFound(name, each)));
    views.publish(new LiveUpdate.Probed(name, step, "attention"));
  }

  private static void goOn(ExampleRun run, long first, long pause, FakeRunViews views)
      throws InterruptedException {
    RunHistory history = run.until(first);
    views.put(history);
    views.putProbes(history.summary().run(), run.probes(first));
    String name = history.summary().run();
    for (long step = first + 1; step <= ExampleRun.TOTAL_STEPS; step++) {
      Thread.sleep(pause);
      if (step % 20 == 0) {
        views.put(run.until(step));
      }
      views.publish(new LiveUpdate.LossReported(name, run.loss(step)));
      run.marks(step).forEach(mark -> views.publish(new LiveUpdate.Marked(name, mark)));
      tellCheckpoint(run, step, views);
      run.evaluations(step).forEach(point -> views.publish(new LiveUpdate.Evaluated(name, point)));
      if (step % 10 == 0 || step == ExampleRun.TOTAL_STEPS) {
        views.publish(new LiveUpdate.SummaryChanged(run.summary(step)));
      }
    }
    views.put(run.until(ExampleRun.TOTAL_STEPS));
  }
}
