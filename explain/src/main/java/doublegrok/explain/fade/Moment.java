package doublegrok.explain.fade;

import doublegrok.task.Score;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint on one set, at the most shots.
 *
 * @param version of the distribution, which says what the set asks
 * @param shares what its answers there are a mixture of, by reference; empty if it is not known
 */
public record Moment(long step, int version, Score score, Map<String, Double> shares) {
  public Moment {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
  }

  /** Whether this is the better one: by accuracy, of equal ones the surer, of those the newer. */
  boolean isBetterThan(Moment other) {
    int better = Double.compare(score.accuracy(), other.score.accuracy());
    int surer = Double.compare(other.score.meanLoss(), score.meanLoss());
    return better != 0 ? better > 0 : surer != 0 ? surer > 0 : step >= other.step;
  }
}
