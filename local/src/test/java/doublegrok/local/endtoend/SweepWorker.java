package doublegrok.local.endtoend;

import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.model.DeviceChoice;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.trainer.worker.WorkerApp;
import doublegrok.trainer.worker.WorkerSettings;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.Optional;

/** A worker in this process, on one thread a run. */
final class SweepWorker {
  private SweepWorker() {}

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
