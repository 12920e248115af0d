package doublegrok.viewer.page;

import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.SweepOverview;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Serves made-up sweeps for whoever works on the page: {@code SweepPreview [port] [pause in
 * milliseconds]}. No test.
 */
public final class SweepPreview {
  private static final int CHANGES = 400;

  private SweepPreview() {}

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int port = given.size() > 0 ? Integer.parseInt(given.get(0)) : 8100;
    long pause = given.size() > 1 ? Long.parseLong(given.get(1)) : 500;
    ExampleSweep sweep = ExampleSweep.ofManyRuns();
    ExampleSweep other = new ExampleSweep("optimizers", 4, 3, List.of("muon", "adamw"));
    FakeRunViews views = new FakeRunViews();
    views.put(other.at(1));
    other.histories(1).forEach(views::put);
    try (PageServer server =
        PageServer.start(PageSettings.local(port), views, new CollectorRegistry())) {
      System.out.println(server.url());
      SweepOverview before = sweep.at(0);
      views.put(before);
      for (int change = 1; change <= CHANGES; change++) {
        SweepOverview now = sweep.at(change / (double) CHANGES);
        views.put(now);
        sweep.histories(change / (double) CHANGES).forEach(views::put);
        tell(before, now, views);
        before = now;
        Thread.sleep(pause);
      }
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Tells of the runs that stand elsewhere now. */
  static void tell(SweepOverview before, SweepOverview now, FakeRunViews views) {
    IntStream.range(0, now.runs().size())
        .filter(i -> !now.runs().get(i).equals(before.runs().get(i)))
        .mapToObj(i ->
            new LiveUpdate.SweepRunChanged(now.sweep(), now.state(), now.runs().get(i)))
        .forEach(views::publish);
  }
}
