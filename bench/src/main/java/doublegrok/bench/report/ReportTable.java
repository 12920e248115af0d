package doublegrok.bench.report;

import doublegrok.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A section's report as a table for people. */
public final class ReportTable {
  private static final int COLUMNS = 5;
  private static final int DIGITS = 3;
  private static final int LINE = 98;

  private ReportTable() {}

  /** The section's name, a line for each figure (median, unit, least .. greatest), remarks. */
  public static String of(SectionReport report) {
    List<List<String>> rows = new ArrayList<>();
    String former = "";
    for (Figure figure : report.figures()) {
      rows.add(row(figure, figure.subject().equals(former) ? "" : figure.subject()));
      former = figure.subject();
    }
    StringBuilder text = new StringBuilder(report.name()).append('\n');
    int[] widths = widths(rows);
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    report.remarks().forEach(each -> text.append(wrapped("  ", each)));
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
    Spread spread = figure.spread();
    String range = spread.runs() == 1
        ? ""
        : "%s .. %s".formatted(number(spread.least()), number(spread.greatest()));
    return List.of(subject, figure.measure(), number(spread.median()), figure.unit(), range);
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[COLUMNS];
    for (List<String> row : rows) {
      for (int column = 0; column < COLUMNS; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < COLUMNS; column++) {
      String cell = row.get(column);
      String space = " ".repeat(widths[column] - cell.length());
      boolean number = column == 2;
      line.append(column == 3 ? " " : "  ").append(number ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private static String wrapped(String indent, String sentence) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : List.of(sentence.split(" ", -1))) {
      boolean begins = line.toString().equals(indent) || line.toString().isBlank();
      if (!begins && line.length() + word.length() >= LINE) {
        text.append(line).append('\n');
        line = new StringBuilder("  ");
        begins = true;
      }
      line.append(begins ? "" : " ").append(word);
    }
    return text.append(line).append('\n').toString();
  }

  /** All sections, with a line between them. */
  public static String of(List<SectionReport> reports) {
    return reports.stream().map(ReportTable::of).collect(Collectors.joining("\n"));
  }
}
