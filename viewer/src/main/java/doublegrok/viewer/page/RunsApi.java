package doublegrok.viewer.page;

import doublegrok.viewer.view.RunViews;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers what the runs are, and what one run's past is. */
final class RunsApi {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final int QUOTED_MAX = 60;

  /** What holds where a parameter is left out. */
  private static final Map<String, String> MEANINGS = Map.of(
      "from", "the first step",
      "to", "the last step",
      "points", "as many as a screen can show");

  private final RunViews views;

  RunsApi(RunViews views) {
    this.views = views;
  }

  void addTo(RoutesConfig routes) {
    routes.before("/api/*", this::onlyWhenReady);
    PageRoute.RUNS.addTo(routes, context -> PageJson.write(context, 200, AllRuns.of(views.runs())));
    PageRoute.RUN.addTo(routes, this::history);
  }

  /** All of it, or {@code ?from=STEP&to=STEP}, with at most {@code points=N} of each list. */
  private void history(Context context) {
    String run = context.pathParam("run");
    RunWindow window = views.window(run, window(context)).orElseThrow(() -> unknown(run));
    PageJson.write(context, 200, window);
  }

  private static StepWindow window(Context context) {
    StepWindow whole = StepWindow.whole();
    try {
      return new StepWindow(
          number(context, "from", whole.from()), number(context, "to", whole.to()), (int)
              Math.min(Integer.MAX_VALUE, number(context, "points", whole.points())));
    } catch (IllegalArgumentException unfit) {
      throw new BadRequestResponse(unfit.getMessage());
    }
  }

  private static long number(Context context, String name, long otherwise) {
    String given = context.queryParam(name);
    if (given == null) {
      return otherwise;
    }
    if (!NUMBER.matcher(given).matches()) {
      throw new BadRequestResponse(
          "%s must be a whole number of 0 or more, as in ?%s=1200, was %s; leave it out for %s."
              .formatted(name, name, quoted(given), MEANINGS.get(name)));
    }
    return Long.parseLong(given);
  }

  private static String quoted(String given) {
    return "'" + (given.length() > QUOTED_MAX ? given.substring(0, QUOTED_MAX) + "..." : given)
        + "'";
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
