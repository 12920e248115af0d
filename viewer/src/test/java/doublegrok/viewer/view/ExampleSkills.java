package doublegrok.viewer.view;

import doublegrok.explain.Completion;
import doublegrok.explain.fade.Fade;
import doublegrok.explain.fade.FadeCurve;
import doublegrok.explain.fade.Moment;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.task.Transition.Change;
import java.util.LinkedHashMap;
import java.util.Map;

/** Made-up skills that come, and one that goes again. */
final class ExampleSkills {
  private ExampleSkills() {}

  static Map<Transition, Completion> completions(long evaluated) {
    Map<Transition, Completion> all = new LinkedHashMap<>();
    all.put(Transition.of(Tasks.NOW, Change.MEMORISATION), new Completion(330, 300, 350));
    all.put(Transition.of(Tasks.NOW, Change.GENERALISATION), new Completion(640, 600, 650));
    double ood = 640 * Math.pow(10, 0.35);
    all.put(Transition.of(Tasks.NEVER, Change.GENERALISATION), new Completion(ood, 1400, 1450));
    all.values().removeIf(completion -> completion.by() > evaluated);
    return all;
  }

  /** Of never-trained tasks, which are solved until the swap, and half lost 50 steps later. */
  static Map<String, Fade> fades(long evaluated) {
    FadeCurve curve = new FadeCurve();
    if (evaluated >= 2600) {
      curve.add(at(2600, 480, Map.of("exact", 0.9, "table", 0.1)));
    }
    if (evaluated > 2650) {
      curve.add(at(2650, 200, Map.of()));
      curve.add(at(evaluated, 200, Map.of("exact", 0.3, "table", 0.7)));
    }
    Map<String, Fade> fades = new LinkedHashMap<>();
    curve.fade().ifPresent(fade -> fades.put("ood", fade));
    return fades;
  }

  private static Moment at(long step, long correct, Map<String, Double> shares) {
    return new Moment(step, 0, Score.ofAnswers(correct, 512, 100), shares);
  }
}
