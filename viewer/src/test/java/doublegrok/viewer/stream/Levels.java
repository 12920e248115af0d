package doublegrok.viewer.stream;

import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotLevels;
import doublegrok.task.Reference;
import doublegrok.task.modular.ModularReferences;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Levels of the references, as they may be and as they may not. */
final class Levels {
  private static final List<String> REFERENCES =
      ModularReferences.all().stream().map(Reference::label).toList();

  private Levels() {}

  /** Who has not learned a set scores this on each of them; the exact reference is always right. */
  static ReferenceLevels of(String run, int version, double accuracy, String... sets) {
    return of(run, version, REFERENCES, accuracies(accuracy), sets);
  }

  /** With these references, and these last-shot accuracies on each of the sets. */
  static ReferenceLevels of(
      String run, int version, List<String> references, List<Double> accuracies, String... sets) {
    List<SetLevels> levels = Arrays.stream(sets)
        .map(set -> new SetLevels(
            set,
            List.of(
                new ShotLevels(0, accuracies(1), List.of()),
                new ShotLevels(1, accuracies, List.of()))))
        .toList();
    List<Double> floors = references.stream().map(each -> 1.0).toList();
    return new ReferenceLevels(
        run, version, references, floors, floors, 0.5, 0.1, levels, Instant.EPOCH);
  }

  /** By reference. */
  static List<Double> accuracies(double unskilled) {
    Map<String, Double> skilled = Map.of("exact", 1.0, "ratio", 0.9);
    return REFERENCES.stream()
        .map(each -> skilled.getOrDefault(each, unskilled))
        .toList();
  }

  static List<String> references() {
    return REFERENCES;
  }
}
