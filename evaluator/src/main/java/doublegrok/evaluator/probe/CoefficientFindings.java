package doublegrok.evaluator.probe;

import doublegrok.explain.coefficient.Landscape.Context;
import doublegrok.explain.coefficient.Light;
import doublegrok.explain.coefficient.Reading;
import doublegrok.explain.coefficient.TemperatureScan;
import doublegrok.explain.coefficient.Tempering;
import doublegrok.task.Estimate;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A scan over temperatures as findings. What is no estimate is not known, and why is said.
 *
 * @param contexts of the landscape
 * @param parts labels of the parts that were asked for, in their order
 * @param samples n: sequences that the training loss is of
 */
record CoefficientFindings(
    List<Context> contexts,
    List<String> parts,
    TemperatureScan scan,
    Tempering plan,
    long samples) {
  static final String COEFFICIENT = "coefficient";
  private static final Axis LAMBDA = Axis.of("lambda-hat");
  private static final Axis N_BETA = Axis.of("n beta");

  /** Points of a trace; each is the mean over as many draws as it takes. */
  private static final int POINTS = 240;

  Map<String, Finding> all() {
    Map<String, Finding> all = new LinkedHashMap<>();
    all.put("learning-coefficient", coefficients());
    all.put(COEFFICIENT, overTraining());
    all.put("coefficient-light", lights());
    if (!contexts.isEmpty()) {
      all.put("coefficient-by-set", bySet());
      MeltingFindings melting = new MeltingFindings(contexts, scan);
      all.put("melting", melting.curves());
      all.put("melting-temperature", melting.temperatures());
    }
    if (!scan.parts().isEmpty()) {
      all.put("coefficient-by-part", byPart());
    }
    if (scan.readings().stream().anyMatch(each -> !Double.isNaN(each.heat()))) {
      all.put("heat-capacity", heat());
    }
    all.put("coefficient-traces", traces());
    return all;
  }

  private Curve coefficients() {
    List<Reading> byInverse = new ArrayList<>(scan.readings());
    Collections.reverse(byInverse);
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(line("training", byInverse, Reading::coefficient));
    for (int context = 0; context < contexts.size(); context++) {
      int place = context;
      lines.add(line(contexts.get(place).label(), byInverse, each -> ofSet(each, place)));
    }
    return new Curve(
        About.of(
            "Learning coefficient by temperature",
            "lambda-hat = n beta (E L - L(w*)) under noise of temperature 1 / (n beta), colder to"
                + " the right, of the training loss and of each set's; of none that noise makes"
                + " less. "
                + said()
                + " WBIC's temperature (Watanabe 2013), n beta = n / ln n, is %.0f of these %,d"
                    .formatted(samples / Math.log((double) samples), samples)
                + " sequences."),
        N_BETA,
        LAMBDA,
        byInverse.stream().map(Reading::inverseTemperature).toList(),
        lines);
  }

  private static Curve.Line line(
      String label, List<Reading> readings, Function<Reading, Estimate> of) {
    return new Curve.Line(
        label,
        readings.stream().map(each -> value(each, of.apply(each))).toList(),
        readings.stream().map(each -> error(each, of.apply(each))).toList());
  }

  /** Not known where noise makes the set's loss less: the weights are no minimum of it. */
  private static Estimate ofSet(Reading reading, int context) {
    Estimate estimate = reading.contexts().get(context);
    return estimate.mean() > 0 ? estimate : new Estimate(Double.NaN, Double.NaN);
  }

  /** The traffic light in words. */
  private String said() {
    Map<String, List<String>> byReasons = scan.readings().stream()
        .collect(Collectors.groupingBy(
            each -> word(each.light()) + reasons(each.light()),
            LinkedHashMap::new,
            Collectors.mapping(each -> number(each.inverseTemperature()), Collectors.toList())));
    return byReasons.entrySet().stream()
        .map(
            each -> "At n beta %s: %s".formatted(String.join(", ", each.getValue()), each.getKey()))
        .collect(Collectors.joining(". ", "", "."));
  }

  private static String word(Light light) {
    return light.colour().name().toLowerCase(Locale.ROOT);
  }

  private static String reasons(Light light) {
    return light.reasons().isEmpty() ? "" : ", " + String.join("; ", light.reasons());
  }

  private Scalars overTraining() {
    return new Scalars(
        About.of(
            "Learning coefficient",
            "lambda-hat of the training loss at each n beta, about the settled weights; where the"
                + " light is red it is not known."),
        scan.readings().stream()
            .map(each ->
                scalar("n beta " + number(each.inverseTemperature()), each, each.coefficient()))
            .toList());
  }

  private Scalars lights() {
    List<Scalar> lights = new ArrayList<>();
    scan.readings()
        .forEach(each -> lights.add(Scalar.of(
            "n beta " + number(each.inverseTemperature()), brightness(each.light()), "")));
    lights.add(Scalar.of("step times greatest curvature", plan.step() * scan.sharpness(), ""));
    return new Scalars(
        About.of(
            "Whether the learning coefficient is one",
            "1 is green: settled, at equilibrium, halves and chains agree; 0.5 amber, there is one"
                + " chain, or it is a little low; 0 red, it is no estimate."),
        lights);
  }

  private static double brightness(Light light) {
    return switch (light.colour()) {
      case GREEN -> 1;
      case AMBER -> 0.5;
      case RED -> 0;
    };
  }

  /** At the middle temperature, or the colder one of two. */
  private Scalars bySet() {
    Reading middle = scan.readings().get((scan.readings().size() - 1) / 2);
    return new Scalars(
        About.of(
            "Learning coefficient by set",
            "lambda-hat of each set's loss in the chains of the training loss, at n beta %s."
                .formatted(number(middle.inverseTemperature()))),
        IntStream.range(0, contexts.size())
            .mapToObj(
                context -> scalar(contexts.get(context).label(), middle, ofSet(middle, context)))
            .toList());
  }

  private Scalars byPart() {
    Reading first = scan.parts().get(0);
    return new Scalars(
        About.of(
            "Learning coefficient by part",
            "lambda-hat of the training loss where only a part of the weights moves, at n beta %s."
                .formatted(number(first.inverseTemperature()))),
        IntStream.range(0, parts.size())
            .mapToObj(part -> scalar(
                parts.get(part), scan.parts().get(part), scan.parts().get(part).coefficient()))
            .toList());
  }

  private Curve heat() {
    return new Curve(
        About.of(
            "Heat capacity",
            "(n beta)^2 Var L, where its halves agree and the fluctuation identity holds."),
        MeltingFindings.TEMPERATURE,
        Axis.of("heat capacity"),
        scan.readings().stream().map(Reading::temperature).toList(),
        List.of(new Curve.Line(
            "training", scan.readings().stream().map(Reading::heat).toList(), List.of())));
  }

  private Curve traces() {
    int thin = (plan.draws() + POINTS - 1) / POINTS;
    int points = plan.draws() / thin;
    List<Curve.Line> lines = new ArrayList<>();
    for (Reading reading : scan.readings()) {
      for (int chain = 0; chain < reading.traces().size(); chain++) {
        double[] trace = reading.traces().get(chain);
        lines.add(new Curve.Line(
            "n beta %s, chain %d".formatted(number(reading.inverseTemperature()), chain + 1),
            IntStream.range(0, points)
                .mapToObj(point -> mean(trace, point * thin, thin))
                .toList(),
            List.of()));
      }
    }
    return new Curve(
        About.of(
            "Traces of the chains",
            "n beta times what the loss of a batch is above that of the settled weights, draw by"
                + " draw: level lines that lie on one another are a good sign."),
        Axis.of("draw"),
        Axis.of("n beta (L - L(w*))"),
        IntStream.range(0, points).mapToObj(point -> 1.0 + point * thin).toList(),
        lines);
  }

  private static double mean(double[] trace, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToDouble(i -> trace[i])
        .average()
        .orElseThrow();
  }

  private static Scalar scalar(String label, Reading reading, Estimate estimate) {
    return new Scalar(label, value(reading, estimate), error(reading, estimate), "");
  }

  private static double value(Reading reading, Estimate estimate) {
    return reading.light().isEstimate() ? estimate.mean() : Double.NaN;
  }

  private static double error(Reading reading, Estimate estimate) {
    return reading.light().isEstimate() ? estimate.standardError() : Double.NaN;
  }

  /** Without decimals that it has not. */
  static String number(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.3g", number);
  }
}
