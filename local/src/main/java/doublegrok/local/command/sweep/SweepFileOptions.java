package doublegrok.local.command.sweep;

import doublegrok.evaluator.probe.Probes;
import doublegrok.local.command.common.SpecFile;
import doublegrok.log.RecordKeys;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.SweepFile;
import doublegrok.sweep.SweepFile.Base;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.SweepPresets;
import doublegrok.task.families.Families;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that name a sweep and the file that describes it. */
final class SweepFileOptions {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "A sweep of your own, as YAML.")
  private Path file;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "A sweep that comes with the program; 'doublegrok presets --sweeps' lists them.")
  private String preset;

  @Option(
      names = "--name",
      paramLabel = "SWEEP",
      description = "Name of the sweep (default: the file's or the preset's).")
  private String name;

  /** The name of the sweep. */
  String name() {
    requireOne();
    String usual =
        preset == null ? file.getFileName().toString().replaceFirst("\\.ya?ml$", "") : preset;
    return RecordKeys.checkedSweepName(name == null ? usual : name);
  }

  /** The plan of a new sweep, checked as a whole. */
  SweepPlan plan(Families families) {
    SweepFile read = read();
    return planner(families).plan(name(), read, base(read));
  }

  /** What the file adds to a plan. */
  SweepPlan extension(SweepPlan before, Families families) {
    SweepFile read = read();
    return planner(families).extension(name(), before, read, base(read));
  }

  private SweepFile read() {
    requireOne();
    return preset == null
        ? SweepFiles.parse(SpecFile.read(file, "FILE"), file.toString())
        : SweepFiles.parse(SweepPresets.text(preset), "preset " + preset);
  }

  private void requireOne() {
    if ((file == null) == (preset == null)) {
      throw new IllegalArgumentException(
          file == null
              ? "the sweep is missing; name its FILE, or --preset NAME"
              : "FILE and --preset exclude each other; give one of them");
    }
  }

  /** A preset's name, else a file beside the sweep's. */
  private String base(SweepFile read) {
    if (read.base() instanceof Base.Inline inline) {
      return inline.yaml();
    }
    String named = ((Base.Named) read.base()).name();
    if (Presets.NAMES.contains(named) || !named.matches(".*[./].*")) {
      return Presets.text(named);
    }
    Path beside = Optional.ofNullable(file)
        .map(Path::toAbsolutePath)
        .map(Path::getParent)
        .orElse(Path.of(""));
    return SpecFile.read(beside.resolve(named), "base");
  }

  private static SweepPlanner planner(Families families) {
    return new SweepPlanner(new RunSpecs(families), Probes.builtIn()::checked);
  }
}
