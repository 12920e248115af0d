package doublegrok.local.command.common;

import doublegrok.evaluator.probe.Probes;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.families.Families;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that make a run spec: a preset or a file, and changes to it. */
public final class SpecOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "A run spec that comes with the program; 'doublegrok presets' lists them.")
  private String preset;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "A run spec of your own, as YAML, in place of a preset.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one key of the run spec; may be given several times.")
  private List<String> changes = new ArrayList<>();

  /** Whether the command line says anything about the spec. */
  public boolean given() {
    return preset != null || file != null || !changes.isEmpty();
  }

  /** The name for a run that is given none. */
  public String runName(String fallback) {
    if (file == null) {
      return preset == null ? fallback : preset;
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--spec %s is a pipe or a device, which gives a run no name; name it with --run"
              .formatted(file));
    }
    String name = file.getFileName().toString();
    return name.replaceFirst("\\.ya?ml$", "");
  }

  /** The run spec, of which nothing is taken for granted: a preset or a file must be named. */
  public RunSpec readNamed(Families families) {
    if (file == null && preset == null) {
      throw new IllegalArgumentException(
          "the run spec is missing; name it with --spec FILE or --preset NAME");
    }
    return read(preset, families);
  }

  /** The run spec. */
  public RunSpec read(String fallbackPreset, Families families) {
    if (file != null && preset != null) {
      throw new IllegalArgumentException(
          "--preset and --spec exclude each other; give one of them");
    }
    RunSpecs specs = new RunSpecs(families);
    if (file == null) {
      String name = preset == null ? fallbackPreset : preset;
      return checked(specs.parse(Presets.text(name), "preset " + name, changes));
    }
    return checked(specs.parse(SpecFile.read(file), file.toString(), changes));
  }

  /** What readers of specs cannot check: they do not know the probes. */
  private static RunSpec checked(RunSpec spec) {
    return Probes.builtIn().checked(spec);
  }
}
