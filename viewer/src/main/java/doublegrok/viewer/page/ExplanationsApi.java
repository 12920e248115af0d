package doublegrok.viewer.page;

import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.RunProbes;
import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers what the probes found in a run's checkpoints, and how its sets do shot by shot. */
final class ExplanationsApi {
  private final RunViews views;

  ExplanationsApi(RunViews views) {
    this.views = views;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.PROBES.addTo(routes, this::probes);
    PageRoute.SHOTS.addTo(routes, this::shots);
  }

  /** The newest result of each probe, up to {@code ?step=N} if that is given. */
  private void probes(Context context) {
    String run = context.pathParam("run");
    RunProbes found = views.probes(run, step(context)).orElseThrow(() -> RunsApi.unknown(run));
    Map<String, Probe> byName = new LinkedHashMap<>();
    found.newest().forEach(probe -> byName.put(probe.name(), probe));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("run", run);
    told.put("steps", found.steps());
    told.put("probes", byName);
    PageJson.write(context, 200, told);
  }

  private void shots(Context context) {
    String run = context.pathParam("run");
    Map<String, ShotTable> tables = new LinkedHashMap<>();
    views
        .evaluations(run)
        .orElseThrow(() -> RunsApi.unknown(run))
        .forEach((set, points) -> tables.put(set, ShotTable.of(points)));
    PageJson.write(context, 200, tables);
  }

  private static long step(Context context) {
    String given = context.queryParam("step");
    if (given == null) {
      return Long.MAX_VALUE;
    }
    if (!given.matches("[0-9]{1,18}")) {
      throw new BadRequestResponse(
          "step must be a whole number of 0 or more, as in ?step=1200; leave it out for the"
              + " newest checkpoint.");
    }
    return Long.parseLong(given);
  }
}
