package doublegrok.viewer.data;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Reference;
import doublegrok.task.Transition;
import java.util.LinkedHashMap;
import java.util.Map;

/** Mapping of sets and references of a family to the fields of a JSON object. */
public final class LabelFields {
  private LabelFields() {}

  /** Those of a family, in the order in which they are shown. */
  public static Map<String, Object> of(FamilyLabels labels) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sets", labels.sets().stream().map(LabelFields::of).toList());
    fields.put("references", labels.references().stream().map(LabelFields::of).toList());
    return fields;
  }

  /** A set, with what its transitions and its phase are called. */
  public static Map<String, Object> of(EvaluationSet set) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", set.label());
    fields.put("tasks", set.tasks().label());
    fields.put("inputs", set.inputs().label());
    fields.put("shift", set.shift().map(Shift::words).orElse(null));
    fields.put("colour", set.colour());
    fields.put("dashed", set.dashed());
    fields.put("reach", set.tellsGeneralisation() ? set.reach() : -1);
    fields.put("gain", Transition.gain(set).label());
    fields.put("loss", Transition.loss(set).label());
    fields.put("phase", Transition.gain(set).phase());
    return fields;
  }

  /** A reference, by what it is drawn and ordered. */
  public static Map<String, Object> of(Reference reference) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", reference.label());
    fields.put("skill", reference.skill().label());
    fields.put("best", reference.best());
    fields.put("colour", reference.colour());
    return fields;
  }
}
