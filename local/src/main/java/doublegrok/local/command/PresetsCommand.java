package doublegrok.local.command;

import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.spec.Preset;
import doublegrok.spec.Presets;
import doublegrok.sweep.SweepPresets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the run specs that come with the program, or prints one. */
@CommandLine.Command(
    name = "presets",
    description = "List the run specs that come with doublegrok, or print one as YAML.",
    footerHeading = "%nExamples:%n",
    footer = "  doublegrok presets%n  doublegrok presets demo > mine.yaml")
final class PresetsCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The one to print.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--sweeps", description = "Those of sweeps, for 'doublegrok sweep start'.")
  private boolean sweeps;

  @Override
  public Integer call() {
    name.ifPresentOrElse(preset -> out().print(text(preset)), this::list);
    return ExitCode.DONE;
  }

  private String text(String preset) {
    return sweeps ? SweepPresets.text(preset) : Presets.text(preset);
  }

  private void list() {
    list(sweeps ? SweepPresets.all() : Presets.all());
  }

  private void list(List<Preset> presets) {
    int width = presets.stream().mapToInt(each -> each.name().length()).max().orElseThrow();
    for (Preset preset : presets) {
      out().printf("%-" + width + "s  %s%n", preset.name(), preset.description());
    }
  }
}
