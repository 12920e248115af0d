package doublegrok.local.command;

import doublegrok.control.Answer;
import doublegrok.control.RunControl;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.RecordKeys;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command to a run, whose answer is printed: exit code 0 if it is accepted, 2 if refused. */
abstract class OrderCommand extends Command {
  @Parameters(paramLabel = "RUN", description = "Name of the run.")
  private String run;

  @Mixin
  private ClusterOptions clusterOptions;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  /**
   * What is ordered, looked at before anything is started.
   *
   * @throws IllegalArgumentException if its form is not sound
   */
  abstract doublegrok.control.Command order();

  /** The run that the answer is about. */
  String subject(String named) {
    return named;
  }

  @Override
  public final Integer call() {
    RecordKeys.checkedRunName(run);
    var order = order();
    Logs.quiet();
    try (Cluster cluster = clusterOptions.commanding()) {
      Answer answer = new RunControl(cluster.kafka(), Clock.systemUTC()).obey(run, order);
      if (json) {
        out().println(Json.text(fields(answer)));
      } else if (answer.accepted()) {
        out().println("run %s: %s".formatted(subject(run), answer.message()));
      } else {
        throw new IllegalArgumentException("refused: " + answer.message());
      }
      return answer.accepted() ? ExitCode.DONE : ExitCode.BAD_ARGUMENTS;
    }
  }

  private Map<String, Object> fields(Answer answer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", subject(run));
    fields.put("accepted", answer.accepted());
    fields.put("message", answer.message());
    fields.put("batch", answer.batch().isPresent() ? answer.batch().getAsLong() : null);
    return fields;
  }
}
