package doublegrok.viewer.metrics;

import doublegrok.task.Score;
import doublegrok.viewer.view.ShotScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of shots in octaves, 0, 1, 2-3, 4-7, 8-15 and so on: few enough for labels, and fine
 * where accuracy rises.
 */
final class ShotBuckets {
  private ShotBuckets() {}

  /** Counts of all shots of each octave together, ascending, by the octave's label. */
  static Map<String, Score> of(List<ShotScore> shots) {
    Map<Integer, Score> octaves = new TreeMap<>();
    shots.forEach(each -> octaves.merge(octave(each.shot()), each.score(), Score::plus));
    Map<String, Score> buckets = new LinkedHashMap<>();
    octaves.forEach((octave, accuracy) -> buckets.put(label(octave), accuracy));
    return buckets;
  }

  /** 0 for 0, and else one more than the logarithm of the largest power of two within. */
  private static int octave(int shot) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(shot);
  }

  private static String label(int octave) {
    if (octave < 2) {
      return Integer.toString(octave);
    }
    int first = 1 << (octave - 1);
    return first + "-" + (2 * first - 1);
  }
}
