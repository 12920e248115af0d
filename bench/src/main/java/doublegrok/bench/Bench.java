package doublegrok.bench;

import doublegrok.model.ComputeThreads;
import java.util.List;
import java.util.function.Consumer;

/** List of the bench's sections, and their execution one after the other. */
public final class Bench {
  /** Those that run only when they are asked for. */
  private static final List<String> ON_DEMAND = List.of("pytorch", "grokking");

  private static final List<Section> SECTIONS = List.of(
      new Section("machine", MachineSection::measure),
      new Section("step", StepSection::measure),
      new Section("pipeline", PipelineSection::measure),
      new Section("generator", GeneratorSection::measure),
      new Section("avro", AvroSection::measure),
      new Section("broker", BrokerSection::measure),
      new Section("evaluation", EvaluationSection::measure),
      new Section("startup", StartupSection::measure),
      new Section("growth", GrowthSection::measure),
      new Section("sweep", SweepSection::measure),
      new Section("runs", RunsSection::measure),
      new Section("pytorch", PytorchSection::measure),
      new Section("grokking", GrokkingSection::measure));

  /** Subject of the bench: its name on the command line and in the report, and how to measure. */
  private record Section(String name, Body body) {
    interface Body {
      void measure(Setting setting, Report report) throws Exception;
    }
  }

  private Bench() {}

  /** Names of all sections, in the bench's order. */
  public static List<String> names() {
    return SECTIONS.stream().map(Section::name).toList();
  }

  /**
   * Measures. A section that fails says so in its report, and the others go on.
   *
   * @param names of the sections; all but those that must be asked for, if empty
   * @param taker gets each report once it is there
   * @throws IllegalArgumentException if there is no section of a name
   * @throws InterruptedException if the thread is interrupted
   */
  public static void run(List<String> names, Setting setting, Consumer<Report> taker)
      throws InterruptedException {
    requireKnown(names);
    ComputeThreads.use(setting.threads());
    for (Section section : SECTIONS) {
      if (names.isEmpty() ? !ON_DEMAND.contains(section.name()) : names.contains(section.name())) {
        setting.progress().accept("Measuring %s ...".formatted(section.name()));
        taker.accept(report(section, setting));
      }
    }
  }

  /** Refuses names that no section has. */
  public static void requireKnown(List<String> names) {
    names.stream().filter(name -> !names().contains(name)).findFirst().ifPresent(name -> {
      throw new IllegalArgumentException(
          "there is no section '%s'; sections: %s".formatted(name, String.join(", ", names())));
    });
  }

  private static Report report(Section section, Setting setting) throws InterruptedException {
    Report report = new Report(section.name());
    try {
      section.body().measure(setting, report);
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception failure) {
      report.fail("%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage()));
    }
    return report;
  }
}
