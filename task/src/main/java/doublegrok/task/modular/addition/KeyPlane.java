package doublegrok.task.modular.addition;

import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Points;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Picture of the logits in the plane of the key frequency that explains most of them. */
final class KeyPlane {
  private KeyPlane() {}

  /** A point for each answer; a circuit puts them on a circle, k places a step. */
  static Points of(AnswerLogits logits, List<Integer> keys, int modulus) {
    int key = keys.stream()
        .max(Comparator.comparingDouble(each -> logits.share(List.of(each))))
        .orElseThrow();
    double[][] plane = logits.plane(key);
    double share = logits.share(List.of(key));
    List<Integer> answers = IntStream.range(0, modulus).boxed().toList();
    Points.Order turns = new Points.Order(
        "k c",
        "The colours go round with %d c: so do the answers of a circuit.".formatted(key),
        modulus,
        true,
        answers.stream().map(answer -> answer * key % modulus).toList());
    return new Points(
        About.of(
            "Logits in a key plane",
            "Mean logits of the pairs of each right answer, along cos and sin of w c for k = %d."
                .formatted(key)),
        List.of(
            new Points.Component("cos w c", share / 2), new Points.Component("sin w c", share / 2)),
        Axis.of("answer"),
        answers.stream().map(String::valueOf).toList(),
        List.of(turns),
        answers.stream()
            .map(answer -> List.of((float) plane[answer][0], (float) plane[answer][1]))
            .toList());
  }
}
