package doublegrok.local.command.checkpoint;

import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.view.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines for a person about those findings whose numbers can be read: the others are pictures. */
final class FindingText {
  /** More lines of a table, or more columns, would be no text any more. */
  private static final int MOST = 40;

  /** More lines of a curve are a picture. */
  private static final int MOST_LINES = 7;

  private FindingText() {}

  static List<String> lines(Probe probe) {
    Finding finding = probe.finding();
    List<String> lines = new ArrayList<>();
    if (!finding.scalars().isEmpty()) {
      lines.add(probe.name() + ": " + finding.about().caption());
      finding.scalars().forEach(each -> lines.add(scalar(each)));
    } else if (finding instanceof Curve curve
        && !curve.at().isEmpty()
        && curve.lines().size() <= MOST_LINES) {
      lines.add(probe.name() + ": " + curve.about().caption());
      curve(curve, lines);
    } else if (finding instanceof Matrices matrices
        && matrices.layers().get(0).cells() instanceof Cells.Numbers
        && matrices.columns().size() <= MOST) {
      lines.add(probe.name() + ": " + matrices.about().caption());
      matrices.layers().forEach(layer -> matrix(matrices, layer.cells(), lines));
    }
    return lines;
  }

  private static String scalar(Scalar scalar) {
    String error =
        Double.isFinite(scalar.error()) ? format(", standard error %.4g", scalar.error()) : "";
    return format("  %-18s %.4g %s%s", scalar.label(), scalar.value(), scalar.unit(), error)
        .stripTrailing();
  }

  private static void curve(Curve curve, List<String> lines) {
    boolean inCells =
        curve.lines().stream().filter(line -> !line.errors().isEmpty()).count() > 1;
    int least = inCells ? 16 : 9;
    StringBuilder head = new StringBuilder(format("  %-18s", curve.across().label()));
    curve.lines().forEach(line -> head.append(format(" %-" + least + "s", line.label())));
    lines.add(head.toString().stripTrailing());
    int every = 1 + (curve.at().size() - 1) / MOST;
    for (int place = 0; place < curve.at().size(); place += every) {
      StringBuilder row = new StringBuilder(format("  %-18s", plain(curve.at().get(place))));
      String behind = "";
      for (Curve.Line line : curve.lines()) {
        double error = line.errors().isEmpty() ? Double.NaN : line.errors().get(place);
        String value = format("%.3f", line.values().get(place));
        if (Double.isFinite(error)) {
          value += inCells ? format(" \u00b1 %.3g", error) : "";
          behind += inCells ? "" : format(", standard error %.3f", error);
        }
        row.append(format(" %-" + Math.max(least, line.label().length()) + "s", value));
      }
      lines.add(row.toString().stripTrailing() + behind);
    }
  }

  private static void matrix(Matrices matrices, Cells cells, List<String> lines) {
    StringBuilder head = new StringBuilder(format("  %-18s", ""));
    for (String column : matrices.columns()) {
      head.append(format(" %-7s", matrices.across().label() + " " + column));
    }
    lines.add(head.toString().stripTrailing());
    for (int row = 0; row < Math.min(MOST, cells.rows()); row++) {
      String label = matrices.down().label() + " " + matrices.rows().get(row);
      StringBuilder line = new StringBuilder(format("  %-18s", label));
      for (int column = 0; column < cells.columns(); column++) {
        line.append(format(" %-7.3f", cells.at(row, column)));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** A place without the decimals that it has not. */
  private static String plain(double place) {
    return place == Math.rint(place) ? Long.toString((long) place) : format("%.4g", place);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
