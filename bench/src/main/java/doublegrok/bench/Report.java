package doublegrok.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Report of a section, written while it measures; not for several threads. */
public final class Report {
  final List<Figure> figures = new ArrayList<>();
  final List<String> remarks = new ArrayList<>();
  private final String name;
  private Optional<String> failure = Optional.empty();

  /** One measured number, as JSON says it: of what, what of it, and of how many runs. */
  record Figure(
      String subject,
      String measure,
      String unit,
      double median,
      double least,
      double greatest,
      int runs) {}

  Report(String name) {
    this.name = name;
  }

  void figure(String subject, String measure, String unit, Samples found) {
    double median = found.median();
    int runs = found.values().size();
    figures.add(new Figure(subject, measure, unit, median, found.least(), found.greatest(), runs));
  }

  /** Adds a sentence that tells how to read the figures. */
  void remark(String sentence) {
    remarks.add(sentence);
  }

  /** Says why the section failed; the first reason counts. */
  void fail(String sentence) {
    failure = failure.or(() -> Optional.of(sentence));
  }

  /** The section's name. */
  public String name() {
    return name;
  }

  /** Why the section could not do its work, if it could not. */
  public Optional<String> failure() {
    return failure;
  }

  /** All of it but the name, for JSON. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("figures", figures);
    fields.put("remarks", remarks);
    fields.put("failure", failure.orElse(null));
    return fields;
  }
}
