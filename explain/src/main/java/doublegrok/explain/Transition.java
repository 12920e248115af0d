package doublegrok.explain;

import doublegrok.task.EvaluationSet;

/** The transitions of a run, by the sets on which a skill is gained or lost. */
public enum Transition {
  ID_MEMORISATION("ID-memorisation"),
  ID_GENERALISATION("ID-generalisation"),
  OOD_MEMORISATION("OOD-memorisation"),
  OOD_GENERALISATION("OOD-generalisation"),
  /** A skill that came back on tasks trained formerly. */
  FORMERLY_ID_RECOVERY("formerly-ID-recovery"),
  ID_LOSS("ID-loss"),
  OOD_LOSS("OOD-loss"),
  FORMERLY_ID_LOSS("formerly-ID-loss");

  private final String label;

  Transition(String label) {
    this.label = label;
  }

  /** The transition's name in topics, metrics and charts. */
  public String label() {
    return label;
  }

  /** What an alarm on this set is; a skill regained has the name of its gain. */
  public static Transition of(EvaluationSet set, Alarm.Kind kind) {
    return kind == Alarm.Kind.LOST ? loss(set) : gain(set);
  }

  private static Transition gain(EvaluationSet set) {
    return switch (set) {
      case ID_TRAIN -> ID_MEMORISATION;
      case ID_TEST -> ID_GENERALISATION;
      case OOD_TRAIN -> OOD_MEMORISATION;
      case OOD_TEST, OOD -> OOD_GENERALISATION;
      case FORMERLY_ID_TRAIN, FORMERLY_ID_TEST -> FORMERLY_ID_RECOVERY;
    };
  }

  private static Transition loss(EvaluationSet set) {
    return switch (set) {
      case ID_TRAIN, ID_TEST -> ID_LOSS;
      case OOD_TRAIN, OOD_TEST, OOD -> OOD_LOSS;
      case FORMERLY_ID_TRAIN, FORMERLY_ID_TEST -> FORMERLY_ID_LOSS;
    };
  }
}
