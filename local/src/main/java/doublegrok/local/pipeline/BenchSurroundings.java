package doublegrok.local.pipeline;

import doublegrok.bench.Surroundings;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.RunSpec;
import doublegrok.task.families.Families;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.view.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Surroundings of the bench: the embedded broker and the local pipeline. */
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
    return new Broker(kafka, broker::close);
  }

  @Override
  public Pipeline pipeline(
      Path directory, String run, RunSpec spec, DeviceChoice device, int threads) {
    PipelineSettings settings = new PipelineSettings(
        new DataDirectory(directory),
        run,
        Families.builtIn(),
        Optional.empty(),
        ComputeSettings.on(device, threads),
        threads,
        OptionalLong.empty(),
        false);
    LocalPipeline pipeline = LocalPipeline.start(settings, spec);
    return new Pipeline(
        new Broker(pipeline.kafka(), pipeline::close),
        pipeline.training(),
        () -> pipeline
            .standing()
            .map(each -> new Standing(
                each.step(), each.evaluatedStep().orElse(-1), each.state() == RunState.PAUSED)));
  }

  @Override
  public String program() {
    return MAIN;
  }
}
