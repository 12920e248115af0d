package doublegrok.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that grow by a value a round, to be told in the order in which they came first. */
final class Figures {
  private final Map<Figure, List<Double>> values = new LinkedHashMap<>();

  private record Figure(String subject, String measure, String unit) {}

  void add(String subject, String measure, String unit, double value) {
    values
        .computeIfAbsent(new Figure(subject, measure, unit), none -> new ArrayList<>())
        .add(value);
  }

  /** A figure that grows by one in each round in which something is so. */
  void count(String subject, String measure, String unit, boolean isSo) {
    values
        .computeIfAbsent(new Figure(subject, measure, unit), none -> new ArrayList<>(List.of(0.0)))
        .replaceAll(before -> before + (isSo ? 1 : 0));
  }

  void tell(Report report) {
    values.forEach((figure, found) ->
        report.figure(figure.subject(), figure.measure(), figure.unit(), new Samples(found)));
  }
}
