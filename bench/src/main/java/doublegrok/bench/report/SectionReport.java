package doublegrok.bench.report;

import doublegrok.bench.measure.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a section found.
 *
 * @param name of the section
 * @param figures in the order in which they are shown
 * @param remarks sentences that tell how to read them
 * @param failure why the section could not do its work, if it could not
 */
public record SectionReport(
    String name, List<Figure> figures, List<String> remarks, Optional<String> failure) {
  public SectionReport {
    figures = List.copyOf(figures);
    remarks = List.copyOf(remarks);
  }

  /** Collects a report; not for several threads. */
  public static final class Draft {
    private final String name;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    /** A report with nothing in it. */
    public Draft(String name) {
      this.name = name;
    }

    /** Adds a figure. */
    public void figure(String subject, String measure, String unit, Samples samples) {
      figures.add(new Figure(subject, measure, unit, samples.spread()));
    }

    /** Adds a sentence. */
    public void remark(String sentence) {
      remarks.add(sentence);
    }

    /** Says why the section failed; the first reason counts. */
    public void fail(String sentence) {
      failure = failure.or(() -> Optional.of(sentence));
    }

    /** The report as it is now. */
    public SectionReport report() {
      return new SectionReport(name, figures, remarks, failure);
    }
  }
}
