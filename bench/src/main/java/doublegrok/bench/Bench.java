package doublegrok.bench;

import doublegrok.bench.report.SectionReport;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.bench.section.Section;
import doublegrok.bench.section.Sections;
import doublegrok.bench.section.Setting;
import doublegrok.model.ComputeThreads;
import java.util.List;
import java.util.function.Consumer;

/** Runs sections one after the other. */
public final class Bench {
  private final Setting setting;

  /** A bench. */
  public Bench(Setting setting) {
    this.setting = setting;
  }

  /**
   * The sections of these names, in the bench's order.
   *
   * @param names all but those that must be asked for, if empty
   * @throws IllegalArgumentException if there is none of a name
   */
  public static List<Section> sections(List<String> names) {
    for (String name : names) {
      if (Sections.ALL.stream().noneMatch(section -> section.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no section '%s'; sections: %s".formatted(name, String.join(", ", names())));
      }
    }
    return Sections.ALL.stream()
        .filter(section -> names.isEmpty()
            ? !Sections.ON_DEMAND.contains(section.name())
            : names.contains(section.name()))
        .toList();
  }

  /** Names of all sections. */
  public static List<String> names() {
    return Sections.ALL.stream().map(Section::name).toList();
  }

  /**
   * Measures. A section that fails says so in its report, and the others go on.
   *
   * @param taker gets each report once it is there
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(List<Section> sections, Consumer<SectionReport> taker)
      throws InterruptedException {
    ComputeThreads.use(setting.threads());
    for (Section section : sections) {
      setting.progress().accept("Measuring %s ...".formatted(section.name()));
      Draft report = new Draft(section.name());
      try {
        section.measure(setting, report);
      } catch (InterruptedException interrupted) {
        throw interrupted;
      } catch (Exception failure) {
        report.fail("%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage()));
      }
      taker.accept(report.report());
    }
  }
}
