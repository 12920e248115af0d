package doublegrok.evaluator.page;

import doublegrok.evaluator.view.RunViews;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;

/** Answers what the runs are, and what one run's past is. */
final class RunsApi {
  private final RunViews views;

  RunsApi(RunViews views) {
    this.views = views;
  }

  void addTo(Javalin app) {
    app.before("/api/*", this::onlyWhenReady);
    app.get("/api/runs", context -> PageJson.write(context, 200, views.runs()));
    app.get("/api/runs/{run}", this::history);
  }

  private void history(Context context) {
    String run = context.pathParam("run");
    PageJson.write(context, 200, views.history(run).orElseThrow(() -> unknown(run)));
  }

  /** Half of the past would look like all of it, so there is no answer before it is whole. */
  private void onlyWhenReady(Context context) {
    if (!views.ready()) {
      context.header("Retry-After", "1");
      throw new ServiceUnavailableResponse(
          "The evaluator is still reading the runs from the topics; ask again in a moment.");
    }
  }

  static NotFoundResponse unknown(String run) {
    return new NotFoundResponse(
        "No run is named '" + run + "'; GET /api/runs lists the runs that are known.");
  }
}
