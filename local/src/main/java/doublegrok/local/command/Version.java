package doublegrok.local.command;

import java.util.Optional;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import picocli.CommandLine;

/** Text that --version prints. */
final class Version implements CommandLine.IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      program(), "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
    };
  }

  /** The program, with its version. */
  static String program() {
    return "doublegrok " + own();
  }

  /** From the jar's manifest, which only a build writes. */
  private static String own() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
