package doublegrok.viewer.view;

import java.util.Map;

/**
 * What a model has learned so far: the four phases of He et al. (2024), by the sets it solves. A
 * set is solved where the 95 % interval of its last-shot accuracy lies above one half.
 */
public enum Phase {
  NOT_LEARNED("nothing learned yet"),
  ID_MEMORISATION("ID memorisation"),
  ID_GENERALISATION("ID generalisation"),
  OOD_MEMORISATION("OOD memorisation"),
  OOD_GENERALISATION("OOD generalisation");

  private static final double SOLVED = 0.5;

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** The phase's name in the field's words. */
  public String label() {
    return label;
  }

  /** The phase, from the last-shot accuracy of each set. */
  public static Phase of(Map<String, Accuracy> accuracies) {
    if (solved(accuracies, "ood-test") || solved(accuracies, "ood")) {
      return OOD_GENERALISATION;
    }
    if (solved(accuracies, "ood-train")) {
      return OOD_MEMORISATION;
    }
    if (solved(accuracies, "id-test")) {
      return ID_GENERALISATION;
    }
    return solved(accuracies, "id-train") ? ID_MEMORISATION : NOT_LEARNED;
  }

  private static boolean solved(Map<String, Accuracy> accuracies, String set) {
    return accuracies.containsKey(set) && accuracies.get(set).low() > SOLVED;
  }
}
