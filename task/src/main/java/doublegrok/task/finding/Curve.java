package doublegrok.task.finding;

import java.util.List;

/**
 * Lines over one axis.
 *
 * @param across the axis that they run along
 * @param up what they measure
 * @param at places on the first axis, ascending
 * @param lines each with a value for each place
 */
public record Curve(About about, Axis across, Axis up, List<Double> at, List<Line> lines)
    implements Finding {
  /** Checks the sizes. */
  public Curve {
    at = List.copyOf(at);
    lines = List.copyOf(lines);
    Bounds.count("lines", lines.size());
    Bounds.numbers((long) at.size() * (2L * lines.size() + 1));
    for (Line line : lines) {
      Bounds.same(
          "values of line '" + line.label() + "'", at.size(), line.values().size());
      if (!line.errors().isEmpty()) {
        Bounds.same(
            "errors of line '" + line.label() + "'", at.size(), line.errors().size());
      }
    }
  }

  /**
   * One line.
   *
   * @param values one for each place; NaN where none is known
   * @param errors standard error of each value; empty if they are not known
   */
  public record Line(String label, List<Double> values, List<Double> errors) {
    /** Copies the lists. */
    public Line {
      Bounds.text("a label", label);
      values = List.copyOf(values);
      errors = List.copyOf(errors);
    }
  }
}
