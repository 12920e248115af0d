package doublegrok.evaluator.probe;

import doublegrok.explain.coefficient.Landscape.Context;
import doublegrok.explain.coefficient.Landscape.Level;
import doublegrok.explain.coefficient.Melting;
import doublegrok.explain.coefficient.Reading;
import doublegrok.explain.coefficient.TemperatureScan;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a scan over temperatures leaves of the skill in each set, as findings.
 *
 * @param contexts of the landscape
 */
record MeltingFindings(List<Context> contexts, TemperatureScan scan) {
  static final Axis TEMPERATURE = new Axis("temperature", "nats");

  Curve curves() {
    boolean answers = scan.settled().stream().noneMatch(each -> Double.isNaN(each.accuracy()));
    List<Curve.Line> lines = new ArrayList<>();
    for (int context = 0; context < contexts.size(); context++) {
      int place = context;
      List<Double> levels = scan.readings().stream()
          .map(each -> each.level(place))
          .map(each -> answers ? each.accuracy() : each.loss())
          .toList();
      lines.add(new Curve.Line(contexts.get(place).label(), levels, List.of()));
    }
    String before = IntStream.range(0, contexts.size())
        .mapToObj(context -> "%s %s"
            .formatted(contexts.get(context).label(), level(scan.settled().get(context), answers)))
        .collect(Collectors.joining(", "));
    return new Curve(
        About.of(
            "Melting of skills",
            "What noise of a temperature leaves of the %s in each set. Without noise: %s. Half of"
                    .formatted(answers ? "accuracy" : "loss", before)
                + " what is above guessing is gone at " + halves() + "."),
        TEMPERATURE,
        answers ? Axis.of("accuracy") : Axis.of("loss"),
        scan.readings().stream().map(Reading::temperature).toList(),
        lines);
  }

  private static String level(Level level, boolean answers) {
    return String.format(Locale.ROOT, "%.3f", answers ? level.accuracy() : level.loss());
  }

  private String halves() {
    return scan.melting().stream()
        .map(each -> each.label() + " " + half(each))
        .collect(Collectors.joining(", "));
  }

  private String half(Melting melting) {
    List<Reading> readings = scan.readings();
    return switch (melting.where()) {
      case BETWEEN -> CoefficientFindings.number(melting.temperature().mean());
      case COLDER -> "less than " + CoefficientFindings.number(readings.get(0).temperature());
      case HOTTER ->
        "more than "
            + CoefficientFindings.number(readings.get(readings.size() - 1).temperature());
      case NO_SKILL -> "none, as there is no skill";
    };
  }

  Scalars temperatures() {
    return new Scalars(
        About.of(
            "Characteristic temperatures",
            "Temperature at which half of what a set's skill has above guessing is gone; not known"
                + " where it lies on neither side of two temperatures of the scan."),
        scan.melting().stream()
            .map(each -> new Scalar(
                each.label(),
                each.temperature().mean(),
                each.temperature().standardError(),
                TEMPERATURE.unit()))
            .toList());
  }
}
