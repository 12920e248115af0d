package doublegrok.viewer.page;

import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;

/** Answers how much more accurate a run is than another. */
final class DifferencesApi {
  private final RunViews views;

  DifferencesApi(RunViews views) {
    this.views = views;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.DIFFERENCE.addTo(routes, this::difference);
  }

  /** The run less {@code ?with=OTHER}. */
  private void difference(Context context) {
    String run = context.pathParam("run");
    String other = context.queryParam("with");
    if (other == null || other.isBlank()) {
      throw new BadRequestResponse(
          "with is missing: the run to compare with, as in ?with=demo; GET /api/runs lists them.");
    }
    PageJson.write(
        context,
        200,
        views.difference(run, other).orElseThrow(() -> RunsApi.unknown(missing(run, other))));
  }

  private String missing(String run, String other) {
    return views.knows(run) ? other : run;
  }
}
