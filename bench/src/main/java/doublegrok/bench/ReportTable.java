package doublegrok.bench;

import doublegrok.bench.Report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Table of a section's report, for people. */
public final class ReportTable {
  private static final String ROW = "  %%-%ds  %%-%ds  %%%ds %%-%ds  %%s";
  private static final int DIGITS = 3;
  private static final int LINE = 98;

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
        .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).reduce(1, Math::max))
        .boxed()
        .toArray();
    StringBuilder text = new StringBuilder(report.name()).append('\n');
    for (List<String> row : rows) {
      String line = ROW.formatted(widths).formatted(row.toArray());
      text.append(line.stripTrailing()).append('\n');
    }
    report.remarks.forEach(each -> text.append(wrapped("  ", each)));
    report.failure().ifPresent(each -> text.append(wrapped("  FAILED: ", each)));
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

  private static String wrapped(String begin, String sentence) {
    StringBuilder text = new StringBuilder(begin);
    int used = begin.length();
    String space = "";
    for (String word : sentence.split(" ", -1)) {
      if (!space.isEmpty() && used + word.length() >= LINE) {
        text.append("\n  ");
        used = 2;
        space = "";
      }
      text.append(space).append(word);
      used += space.length() + word.length();
      space = " ";
    }
    return text.append('\n').toString();
  }
}
