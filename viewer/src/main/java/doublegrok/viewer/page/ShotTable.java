package doublegrok.viewer.page;

import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.ShotScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Table of one set's accuracy and loss at every number of shots, over the steps.
 *
 * @param shots number of examples in the context, one a row
 * @param steps of the checkpoints, one a column; of very many, some that lie evenly
 * @param accuracy [shots][steps]; NaN where a shot is not scored, or no answer is right or wrong
 * @param loss [shots][steps] nats, or squared error; NaN where a shot is not scored
 * @param attribution [shots][steps] weight of each reference, in ten-thousandths; without those
 *     that round to none
 */
record ShotTable(
    List<Integer> shots,
    List<Long> steps,
    List<List<Double>> accuracy,
    List<List<Double>> loss,
    List<List<Optional<Map<String, Double>>>> attribution) {
  /** More columns than this, and a picture has less than a pixel or two for each. */
  static final int STEPS_MAX = 600;

  private static final double PARTS = 1e4;

  /** The table of a set's points, which ascend by step. */
  static ShotTable of(List<EvaluationPoint> points) {
    List<EvaluationPoint> columns = thinned(points);
    TreeMap<Integer, List<Optional<ShotScore>>> rows = new TreeMap<>();
    for (EvaluationPoint point : columns) {
      point.shots().forEach(each -> rows.put(each.shot(), new ArrayList<>()));
    }
    for (EvaluationPoint point : columns) {
      Map<Integer, ShotScore> byShot = new LinkedHashMap<>();
      point.shots().forEach(each -> byShot.put(each.shot(), each));
      rows.forEach((shot, row) -> row.add(Optional.ofNullable(byShot.get(shot))));
    }
    return new ShotTable(
        List.copyOf(rows.keySet()),
        columns.stream().map(EvaluationPoint::step).toList(),
        rows.values().stream()
            .map(row -> row.stream().map(ShotTable::accuracy).toList())
            .toList(),
        rows.values().stream()
            .map(row -> row.stream().map(ShotTable::loss).toList())
            .toList(),
        rows.values().stream()
            .map(row -> row.stream().map(ShotTable::weights).toList())
            .toList());
  }

  /** The first, the last, and those that lie evenly between. */
  private static List<EvaluationPoint> thinned(List<EvaluationPoint> points) {
    if (points.size() <= STEPS_MAX) {
      return points;
    }
    List<EvaluationPoint> thinned = new ArrayList<>(STEPS_MAX);
    for (long column = 0; column < STEPS_MAX; column++) {
      long index = Math.round((double) column * (points.size() - 1) / (STEPS_MAX - 1));
      thinned.add(points.get((int) index));
    }
    return thinned;
  }

  private static double accuracy(Optional<ShotScore> cell) {
    return cell.map(each -> each.score().accuracy()).orElse(Double.NaN);
  }

  private static double loss(Optional<ShotScore> cell) {
    return cell.map(each -> each.score().meanLoss()).orElse(Double.NaN);
  }

  private static Optional<Map<String, Double>> weights(Optional<ShotScore> cell) {
    return cell.flatMap(ShotScore::attribution).map(ShotTable::weights);
  }

  private static Map<String, Double> weights(Mixture mixture) {
    Map<String, Double> weights = new LinkedHashMap<>();
    mixture.shares().forEach((label, share) -> {
      long parts = Math.round(share * PARTS);
      if (parts > 0) {
        weights.put(label, parts / PARTS);
      }
    });
    return weights;
  }
}
