package doublegrok.viewer.page;

import doublegrok.explain.effect.EffectFinding;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.RunDetails.Ancestor;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what the changes of a run's forks did, beside their unchanged twins. */
final class EffectsApi {
  /** Forks that are looked at, the newest: a page has no room for more. */
  private static final int FORKS_MAX = 100;

  private final RunViews views;

  EffectsApi(RunViews views) {
    this.views = views;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.EFFECTS.addTo(routes, this::effects);
  }

  private void effects(Context context) {
    String run = context.pathParam("run");
    if (!views.knows(run)) {
      throw RunsApi.unknown(run);
    }
    List<ForkEffect> forks = views.runs().stream()
        .filter(each -> each.parent().map(Ancestor::run).equals(Optional.of(run)))
        .limit(FORKS_MAX)
        .flatMap(each -> effect(each).stream())
        .toList();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("run", run);
    told.put("forks", forks);
    PageJson.write(context, 200, told);
  }

  private Optional<ForkEffect> effect(RunSummary fork) {
    return views.probes(fork.run(), Long.MAX_VALUE).stream()
        .flatMap(found -> found.newest().stream())
        .filter(each -> each.name().equals(EffectFinding.NAME))
        .findFirst()
        .map(found ->
            new ForkEffect(fork.run(), fork.parent().orElseThrow().step(), found.step(), found));
  }

  /**
   * What one fork's change did.
   *
   * @param run the fork
   * @param from step of the checkpoint that it began with
   * @param step at which it was compared with its twin
   */
  private record ForkEffect(String run, long from, long step, Probe effect) {}
}
