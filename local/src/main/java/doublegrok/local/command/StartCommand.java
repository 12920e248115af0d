package doublegrok.local.command;

import doublegrok.control.RunStarter;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.KafkaOptions;
import doublegrok.local.command.common.SpecOptions;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.TopicAdmin;
import doublegrok.spec.RunSpec;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Starts a run on a cluster. */
@CommandLine.Command(
    name = "start",
    description = "Start a run on a Kafka cluster; a trainer then trains it.",
    footerHeading = "%nExample:%n",
    footer = "  doublegrok start alpha --preset he2024 --bootstrap kafka:9092 --set seed=3")
final class StartCommand extends Command {
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);
  private static final String PRESET = "demo";

  @Parameters(paramLabel = "RUN", description = "Name of the new run.")
  private String run;

  @Mixin
  private SpecOptions specOptions;

  @Mixin
  private KafkaOptions kafkaOptions;

  @Override
  public Integer call() {
    RecordKeys.checkedRunName(run);
    RunSpec spec = specOptions.read(PRESET, kafkaOptions.families());
    KafkaSettings kafka = kafkaOptions.named();
    TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
    boolean fresh = new RunStarter(kafka, Clock.systemUTC()).start(run, spec);
    out().println(fresh ? "run %s is started".formatted(run) : "run %s exists".formatted(run));
    return ExitCode.DONE;
  }
}
