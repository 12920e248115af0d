package doublegrok.bench.section;

import doublegrok.bench.report.SectionReport.Draft;

/** One subject of the bench. */
public interface Section {
  /** What it is called on the command line and in the report. */
  String name();

  /** Measures, and writes down what was found. */
  void measure(Setting setting, Draft report) throws Exception;
}
