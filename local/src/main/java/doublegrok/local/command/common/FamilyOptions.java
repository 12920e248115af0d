package doublegrok.local.command.common;

import doublegrok.task.families.Families;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Families that run specs may name, besides those that come with the program. */
public final class FamilyOptions {
  @Option(
      names = "--families",
      paramLabel = "DIR",
      defaultValue = "${env:DOUBLEGROK_FAMILIES}",
      description = {
        "A folder of jars with families of tasks of your own.",
        "Also as DOUBLEGROK_FAMILIES in the environment."
      })
  private Path folder;

  private Optional<Families> found = Optional.empty();

  /** The folder, if one is named. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** The families; a jar is loaded once, however often they are asked for. */
  public Families read() {
    if (found.isEmpty()) {
      found = Optional.of(Families.found(Optional.ofNullable(folder)));
    }
    return found.get();
  }
}
