package doublegrok.bench;

import doublegrok.bench.Report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Table of a section's report, for people. */
public final class ReportTable {
  private static final String ROW = "  %%-%ds  %%-%ds  %%%ds %%-%ds  %%s";
  private static final String LINE = "(\\S{97,}|.{1,96})( +|$)"; // as many words as fit
  private static final int DIGITS = 3;

  private ReportTable() {}

  /** The section's name, a line for each figure (median, unit, least .. greatest), remarks. */
  public static String of(Report report) {
    List<List<String>> rows = new ArrayList<>();
    String former = "";
    for (Figure figure : report.figures) {
      rows.add(row(figure, figure.subject().equals(former) ? "" : figure.subject()));
      former = figure.subject();
    }
    Object[] widths = IntStream.range(0, 4)
        .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()))
        .map(lengths -> lengths.reduce(1, Math::max))
        .toArray();
    StringBuilder text = new StringBuilder(report.name()).append('\n');
    for (List<String> row : rows) {
      String line = ROW.formatted(widths).formatted(row.toArray());
      text.append(line.stripTrailing()).append('\n');
    }
    report.remarks.forEach(each -> text.append(each.replaceAll(LINE, "  $1\n")));
    report
        .failure()
        .ifPresent(each -> text.append("FAILED: %s".formatted(each).replaceAll(LINE, "  $1\n")));
    return text.toString();
  }

  /** A number with three significant digits, or all of its whole part. */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    int decimals = Math.max(0, DIGITS - whole);
    return decimals > 2 * DIGITS
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static List<String> row(Figure figure, String subject) {
    String range = figure.runs() == 1
        ? ""
        : "%s .. %s".formatted(number(figure.least()), number(figure.greatest()));
    return List.of(subject, figure.measure(), number(figure.median()), figure.unit(), range);
  }
}
