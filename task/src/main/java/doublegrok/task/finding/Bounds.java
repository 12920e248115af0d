package doublegrok.task.finding;

import java.util.List;

/** Bounds on the sizes of findings: whatever a probe finds, a record can hold it. */
final class Bounds {
  /** Characters of a label, a unit, a title or a caption. */
  static final int TEXT_MAX = 2000;

  /** Labels of a finding. */
  static final int LABELS_MAX = 65_536;

  /** Numbers of a finding. */
  static final int NUMBERS_MAX = 1 << 23;

  private Bounds() {}

  static void text(String what, String text) {
    if (text.length() > TEXT_MAX) {
      throw new IllegalArgumentException("%s must have at most %d characters, had %d: shorten it"
          .formatted(what, TEXT_MAX, text.length()));
    }
  }

  static void labels(String what, List<String> labels) {
    count(what, labels.size());
    labels.forEach(label -> text("a label", label));
  }

  static void distinct(List<Scalar> scalars) {
    long labels = scalars.stream().map(Scalar::label).distinct().count();
    if (labels < scalars.size()) {
      throw new IllegalArgumentException(
          "numbers of a finding must have labels of their own, %d had %d: give each its own"
              .formatted(scalars.size(), labels));
    }
  }

  /** Of things that have a label each. */
  static void count(String what, int count) {
    within(what, count, LABELS_MAX);
  }

  static void numbers(long count) {
    within("numbers", count, NUMBERS_MAX);
  }

  static void same(String what, int wanted, int had) {
    if (wanted != had) {
      throw new IllegalArgumentException(
          "%s must be %d, were %d: give one for each".formatted(what, wanted, had));
    }
  }

  private static void within(String what, long count, long most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(
          "%s of a finding must be 0..%d, were %d: find fewer".formatted(what, most, count));
    }
  }
}
