package doublegrok.local.terminal;

import doublegrok.explain.fade.Fade;
import doublegrok.viewer.view.Explanation;
import java.util.Locale;
import java.util.Map;

/** Words for what was lost since its peak. */
final class FadeText {
  private FadeText() {}

  /** A line for each set that has fallen. */
  static String of(Explanation known) {
    StringBuilder text = new StringBuilder();
    known.fades().entrySet().stream()
        .filter(each -> each.getValue().fallen())
        .forEach(each -> text.append(of(each)));
    return text.toString();
  }

  private static String of(Map.Entry<String, Fade> set) {
    Fade fade = set.getValue();
    String half = fade.halfLife().isPresent()
        ? ", half of it within %d steps".formatted(fade.halfLife().getAsLong())
        : "";
    String taker = fade.taker()
        .map(
            each -> String.format(Locale.ROOT, "; to %s (%+.2f)", each.references(), each.gained()))
        .orElse("");
    return String.format(
        Locale.ROOT,
        "  %-18s lost %.3f [%.3f, %.3f] since its peak of %.3f at step %d%s%s%n",
        set.getKey(),
        fade.lost(),
        fade.low(),
        fade.high(),
        fade.peak().score().accuracy(),
        fade.peak().step(),
        half,
        taker);
  }
}
