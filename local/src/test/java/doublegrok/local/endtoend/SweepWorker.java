package doublegrok.local.endtoend;

import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.model.DeviceChoice;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.trainer.worker.WorkerApp;
import doublegrok.trainer.worker.WorkerSettings;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A worker in this process, on one thread a run, and how many there are anywhere. */
final class SweepWorker {
  private static final String GROUP = "doublegrok-workers";
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private SweepWorker() {}

  /** How many workers wait for offers. */
  static int waiting(KafkaSettings kafka) {
    return TopicAdmin.asked(
        kafka,
        WITHIN,
        admin -> admin
            .describeShareGroups(List.of(GROUP))
            .all()
            .toCompletionStage()
            .toCompletableFuture()
            .handle((groups, none) -> none == null ? groups.get(GROUP).members() : List.of())
            .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
            .size());
  }

  /** Starts one that trains so many runs at once. */
  static WorkerApp start(KafkaSettings kafka, DataDirectory data, int slots) {
    return WorkerApp.start(
        new WorkerSettings(
            kafka,
            "here",
            data.checkpoints(),
            ComputeSettings.on(DeviceChoice.CPU, 1),
            slots,
            false,
            Optional.empty()),
        Duration.ofSeconds(10),
        new ServiceHealth(new CollectorRegistry()),
        Optional.empty());
  }
}
