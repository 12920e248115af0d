package doublegrok.local.pipeline;

import doublegrok.bench.section.Surroundings;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.task.families.Families;
import doublegrok.trainer.ComputeSettings;
import doublegrok.viewer.view.RunState;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What the bench measures of this module: the embedded broker and the local pipeline. */
public final class BenchSurroundings implements Surroundings {
  private static final String MAIN = "doublegrok.local.Main"; // which knows all, and nobody it
  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  @Override
  public Broker broker(Path directory) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory);
    KafkaSettings kafka = Cluster.embedded(broker.bootstrap());
    try {
      TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
    } catch (RuntimeException failure) {
      broker.close();
      throw failure;
    }
    return new Broker() {
      @Override
      public KafkaSettings kafka() {
        return kafka;
      }

      @Override
      public void close() {
        broker.close();
      }
    };
  }

  @Override
  public Pipeline pipeline(Order order) {
    PipelineSettings settings = new PipelineSettings(
        new DataDirectory(order.directory()),
        order.run(),
        Families.builtIn(),
        Optional.empty(),
        ComputeSettings.on(order.device(), order.threads()),
        order.threads(),
        OptionalLong.empty(),
        false);
    LocalPipeline pipeline = LocalPipeline.start(settings, order.spec());
    return new Pipeline() {
      @Override
      public CompletableFuture<Long> training() {
        return pipeline.training();
      }

      @Override
      public Optional<Standing> standing() {
        return pipeline
            .standing()
            .map(each -> new Standing(
                each.step(), each.evaluatedStep().orElse(-1), each.state() == RunState.PAUSED));
      }

      @Override
      public KafkaSettings kafka() {
        return pipeline.kafka();
      }

      @Override
      public void close() {
        pipeline.close();
      }
    };
  }

  /** This process's own options too: the launcher's, or those of a test. */
  @Override
  public List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  @Override
  public String program() {
    return MAIN;
  }
}
