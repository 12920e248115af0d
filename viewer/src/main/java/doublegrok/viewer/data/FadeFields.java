package doublegrok.viewer.data;

import doublegrok.explain.fade.Fade;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mapping from a set's fall to the fields of a JSON object, the same for the page and scripts. */
public final class FadeFields {
  private FadeFields() {}

  /** What is not known is null. */
  public static Map<String, Object> of(Fade fade) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("peak_step", fade.peak().step());
    fields.put("peak_accuracy", fade.peak().score().accuracy());
    fields.put("step", fade.now().step());
    fields.put("accuracy", fade.now().score().accuracy());
    fields.put("lost", fade.lost());
    fields.put("low", fade.low());
    fields.put("high", fade.high());
    fields.put("fallen", fade.fallen());
    fields.put("half_life", fade.halfLife().isPresent() ? fade.halfLife().getAsLong() : null);
    fields.put("taker", fade.taker().map(Fade.Taker::references).orElse(null));
    fields.put("taken", fade.taker().map(Fade.Taker::gained).orElse(null));
    fields.put("other_questions", fade.peak().version() != fade.now().version());
    return fields;
  }
}
