package doublegrok.local.command;

import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.FamilyOptions;
import doublegrok.local.reference.RunSpecSchema;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of run specs. */
@CommandLine.Command(
    name = "schema",
    description = {
      "Print the JSON Schema of run specs, by which an editor completes and checks them.",
      "With --families it knows the keys of those families too."
    },
    footerHeading = "%nExample:%n",
    footer = "  doublegrok schema > run-spec.schema.json")
final class SchemaCommand extends Command {
  @Mixin
  private FamilyOptions families;

  @Override
  public Integer call() {
    out()
        .print(new RunSpecSchema(
                families.read(),
                Probes.builtIn().all().stream()
                    .collect(Collectors.toMap(Probe::name, Probe::means)))
            .text());
    return ExitCode.DONE;
  }
}
