package doublegrok.local.command;

import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.spec.Preset;
import doublegrok.spec.Presets;
import java.util.Optional;
import picocli.CommandLine;
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

  @Override
  public Integer call() {
    name.ifPresentOrElse(preset -> out().print(Presets.text(preset)), this::list);
    return ExitCode.DONE;
  }

  private void list() {
    int width = Presets.NAMES.stream().mapToInt(String::length).max().orElseThrow();
    for (Preset preset : Presets.all()) {
      out().printf("%-" + width + "s  %s%n", preset.name(), preset.description());
    }
  }
}
