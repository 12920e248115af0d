package doublegrok.viewer.view;

import doublegrok.task.Score;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mapping of a score to the fields of a JSON object, the same for the page and for scripts. Where
 * no answer is right or wrong, what tells of them is null, and the loss is a squared error.
 */
public final class ScoreFields {
  private ScoreFields() {}

  /** Accuracy with its 95 % interval, and mean loss with its error. */
  public static Map<String, Object> of(Score score) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("accuracy", number(score.accuracy()));
    fields.put("low", number(score.low()));
    fields.put("high", number(score.high()));
    fields.put("correct", score.correct().isPresent() ? score.correct().getAsLong() : null);
    fields.put("total", score.total());
    fields.put("loss", number(score.meanLoss()));
    fields.put("loss_error", number(score.lossError()));
    return fields;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
