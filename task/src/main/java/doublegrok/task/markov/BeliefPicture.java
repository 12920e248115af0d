package doublegrok.task.markov;

import doublegrok.task.Eigenvectors;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Picture of the beliefs that words lead to: on the triangle of three states, or along the
 * principal components of more; where Bayes' filter has them, and where a map finds them in a
 * model.
 */
final class BeliefPicture {
  /** As many as there are words of seven of three symbols. */
  private static final int MOST = 2187;

  private static final int COMPONENTS = 4;
  private static final int TURN = 360;
  private static final double ROUNDED = 1e9;
  private static final String TITLE = "Beliefs";
  private static final String CAPTION =
      "A point for each belief that a word leads to; the colours go round with the filter's.";

  /**
   * A belief and how it comes about.
   *
   * @param shortest of the words that lead to it
   * @param words that lead to it, by their numbers among the fitted ones
   */
  private record Place(ProbeWords.Word shortest, List<Integer> words, double probability) {}

  private final List<ProbeWords.Word> words;
  private final List<Place> places;
  private final Plane plane;
  private final List<Integer> colours;

  BeliefPicture(ProbeWords words) {
    this.words = words.fitted();
    this.places = places(words);
    double[][] exact = exact();
    this.plane = exact[0].length == 3 ? Plane.triangle() : Plane.principal(exact);
    this.colours =
        Arrays.stream(exact).map(plane::place).map(BeliefPicture::angle).toList();
  }

  /**
   * The picture of a model.
   *
   * @param said beliefs that are read off it after each fitted word, [words, states]
   */
  Map<String, Finding> of(double[][] said) {
    Map<String, Finding> found = new LinkedHashMap<>();
    found.put("beliefs-plane-exact", points("Bayes' filter", exact()));
    found.put(
        "beliefs-plane-model",
        points(
            "read off all layers",
            places.stream().map(place -> mean(place, said)).toArray(double[][]::new)));
    return found;
  }

  /** The most probable beliefs, in the order in which longer words lead to them. */
  private static List<Place> places(ProbeWords words) {
    Map<List<Long>, ProbeWords.Word> shortest = new HashMap<>();
    words.byLength().stream()
        .flatMap(List::stream)
        .forEach(word -> shortest.putIfAbsent(rounded(word.belief()), word));
    List<ProbeWords.Word> fitted = words.fitted();
    Map<List<Long>, List<Integer>> leading = IntStream.range(0, fitted.size())
        .boxed()
        .collect(Collectors.groupingBy(number -> rounded(fitted.get(number).belief())));
    return leading.entrySet().stream()
        .map(each -> new Place(
            shortest.get(each.getKey()),
            each.getValue(),
            each.getValue().stream()
                .mapToDouble(i -> fitted.get(i).probability())
                .sum()))
        .sorted(Comparator.comparingDouble(Place::probability)
            .reversed()
            .thenComparing(place -> place.words().get(0)))
        .limit(MOST)
        .sorted(Comparator.comparingInt(place -> place.words().get(0)))
        .toList();
  }

  private static List<Long> rounded(double[] belief) {
    return Arrays.stream(belief).mapToObj(each -> Math.round(each * ROUNDED)).toList();
  }

  private double[][] exact() {
    return places.stream().map(place -> place.shortest().belief()).toArray(double[][]::new);
  }

  private double[] mean(Place place, double[][] said) {
    double[] mean = new double[said[0].length];
    for (int word : place.words()) {
      double share = words.get(word).probability() / place.probability();
      for (int state = 0; state < mean.length; state++) {
        mean[state] += share * said[word][state];
      }
    }
    return mean;
  }

  private Points points(String part, double[][] beliefs) {
    return new Points(
        new About(TITLE, part, CAPTION),
        plane.components(),
        Axis.of("symbols"),
        places.stream().map(BeliefPicture::label).toList(),
        List.of(new Points.Order("belief", CAPTION, TURN, false, colours)),
        Arrays.stream(beliefs)
            .map(belief -> Arrays.stream(plane.place(belief))
                .mapToObj(each -> (float) each)
                .toList())
            .toList());
  }

  private static int angle(double[] place) {
    return Math.floorMod((int) Math.round(Math.toDegrees(Math.atan2(place[1], place[0]))), TURN);
  }

  private static String label(Place place) {
    return Arrays.stream(place.shortest().symbols())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  /**
   * Space in which beliefs are drawn.
   *
   * @param axes [components, states]
   * @param middle belief that is drawn at its origin
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Plane(List<Points.Component> components, double[][] axes, double[] middle) {
    /** The triangle of all beliefs about three states, the last on top. */
    static Plane triangle() {
      return new Plane(
          List.of(new Points.Component("2 - 1", Double.NaN), new Points.Component("3", Double.NaN)),
          new double[][] {{-Math.sqrt(0.75), Math.sqrt(0.75), 0}, {-0.5, -0.5, 1}},
          new double[] {1 / 3., 1 / 3., 1 / 3.});
    }

    /** The directions in which these beliefs, each counted once, differ most. */
    static Plane principal(double[][] beliefs) {
      int states = beliefs[0].length;
      double[] mean = new double[states];
      Arrays.setAll(
          mean,
          state -> Arrays.stream(beliefs)
              .mapToDouble(belief -> belief[state])
              .average()
              .orElseThrow());
      double[][] covariance = new double[states][states];
      for (double[] belief : beliefs) {
        for (int row = 0; row < states; row++) {
          for (int column = 0; column < states; column++) {
            covariance[row][column] +=
                (belief[row] - mean[row]) * (belief[column] - mean[column]) / beliefs.length;
          }
        }
      }
      Eigenvectors found = Eigenvectors.of(covariance);
      double whole = Arrays.stream(found.values()).sum();
      List<Points.Component> components = new ArrayList<>();
      double[][] axes = new double[Math.min(COMPONENTS, states)][];
      for (int i = 0; i < axes.length; i++) {
        int largest = states - 1 - i;
        axes[i] = found.vectors()[largest];
        components.add(new Points.Component(
            Integer.toString(i + 1), Math.max(0, found.values()[largest]) / whole));
      }
      return new Plane(components, axes, mean);
    }

    double[] place(double[] belief) {
      double[] place = new double[axes.length];
      for (int i = 0; i < place.length; i++) {
        for (int state = 0; state < middle.length; state++) {
          place[i] += axes[i][state] * (belief[state] - middle[state]);
        }
      }
      return place;
    }
  }
}
