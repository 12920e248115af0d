package doublegrok.bench.report;

import doublegrok.bench.measure.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as maps and lists, for JSON. */
public final class ReportFields {
  private ReportFields() {}

  /** Every section under its name. */
  public static Map<String, Object> of(List<SectionReport> reports) {
    Map<String, Object> sections = new LinkedHashMap<>();
    reports.forEach(report -> sections.put(report.name(), of(report)));
    return Map.of("sections", sections);
  }

  private static Map<String, Object> of(SectionReport report) {
    List<Map<String, Object>> figures = new ArrayList<>();
    report.figures().forEach(figure -> figures.add(of(figure)));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("figures", figures);
    fields.put("remarks", report.remarks());
    fields.put("failure", report.failure().orElse(null));
    return fields;
  }

  private static Map<String, Object> of(Figure figure) {
    Spread spread = figure.spread();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("subject", figure.subject());
    fields.put("measure", figure.measure());
    fields.put("unit", figure.unit());
    fields.put("median", spread.median());
    fields.put("least", spread.least());
    fields.put("greatest", spread.greatest());
    fields.put("runs", spread.runs());
    return fields;
  }
}
