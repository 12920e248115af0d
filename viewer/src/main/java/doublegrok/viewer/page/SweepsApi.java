package doublegrok.viewer.page;

import doublegrok.viewer.view.RunCurve;
import doublegrok.viewer.view.RunViews;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.StepWindow;
import doublegrok.viewer.view.SweepFields;
import doublegrok.viewer.view.SweepOverview;
import doublegrok.viewer.view.SweepSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** Answers what the sweeps are, where the runs of one stand, and their curves. */
final class SweepsApi {
  /** Points of each curve at most: more would not be told apart among those of other runs. */
  private static final StepWindow CURVE = new StepWindow(0, StepWindow.STEP_MAX, 600);

  private final RunViews views;

  SweepsApi(RunViews views) {
    this.views = views;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.SWEEPS.addTo(routes, this::sweeps);
    PageRoute.SWEEP.addTo(routes, this::sweep);
    PageRoute.SWEEP_CURVES.addTo(routes, this::curves);
  }

  private void sweeps(Context context) {
    PageJson.write(
        context,
        200,
        SweepFields.of(views.sweeps().stream().map(SweepSummary::of).toList()));
  }

  private void sweep(Context context) {
    PageJson.write(context, 200, SweepFields.of(known(context)));
  }

  /** Those of {@code ?measure=LABEL}, of the runs that have any points. */
  private void curves(Context context) {
    SweepOverview view = known(context);
    String measure = context.queryParam("measure");
    if (measure == null || measure.isBlank()) {
      throw new BadRequestResponse("measure is missing: which number to show over the steps, as in"
          + " ?measure=loss; GET /api/sweeps/" + view.sweep() + " shows what its runs measure.");
    }
    List<RunCurve> curves = view.runs().stream()
        .filter(run -> run.step() > 0)
        .flatMap(run -> views.window(run.run(), CURVE).stream())
        .map(RunWindow::history)
        .map(history -> RunCurve.of(history, measure))
        .filter(curve -> !curve.steps().isEmpty())
        .toList();
    PageJson.write(context, 200, new SweepCurves(view.sweep(), measure, curves));
  }

  private SweepOverview known(Context context) {
    String sweep = context.pathParam("sweep");
    return views.sweep(sweep).orElseThrow(() -> unknown(sweep));
  }

  static NotFoundResponse unknown(String sweep) {
    return new NotFoundResponse(
        "No sweep is named '" + sweep + "'; GET /api/sweeps lists the sweeps that are known.");
  }

  /** Curves of a sweep's runs. */
  private record SweepCurves(String sweep, String measure, List<RunCurve> curves) {}
}
