package doublegrok.trainer;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.TrainingProgram;
import doublegrok.record.SequenceBatch;
import doublegrok.store.CheckpointStore;
import doublegrok.store.DirectoryStore;
import doublegrok.trainer.Orders.Order;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** A training loop over a log in memory and a store in a directory. */
final class LoopDriver {
  final FakeLog log = new FakeLog();
  Clock clock = Given.CLOCK;
  final CollectorRegistry registry = new CollectorRegistry();
  final TrainerMetrics metrics = Given.metrics(registry);
  IntConsumer beforeStoring = number -> {};
  private final Path directory;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private int stored;

  LoopDriver(Path directory) {
    this.directory = directory;
  }

  /** Trains until the last step, or until the batches are used up. */
  long train(RunOpening opening, long last, List<SequenceBatch> batches)
      throws InterruptedException {
    ComputeThreads.use(1);
    ComputeDevice device = ComputeDevice.choose(DeviceChoice.CPU);
    try (Publisher publisher = log.publisher(metrics);
        BatchReader reader = log.reader(opening.offset());
        TrainingProgram program = TrainingProgram.open(
            Given.SPEC.model(), Given.SPEC.optimizer(), opening.state(), device)) {
      batches.forEach(log::append);
      log.atPoll(2, () -> stopped.set(true));
      BatchFeed feed = new BatchFeed(
          new BatchFeed.Wanted(Given.RUN, 64, last, 0),
          reader,
          publisher,
          offset -> OptionalLong.empty(),
          wait -> Order.NONE,
          stopped::get,
          System::nanoTime,
          metrics.progress());
      TrainingLoop loop = new TrainingLoop(
          Given.RUN, program, reader, feed, publisher, writer(publisher), clock, metrics);
      loop.train(opening, last);
      return loop.done();
    }
  }

  private CheckpointWriter writer(Publisher publisher) {
    CheckpointStore store =
        new HookedStore(DirectoryStore.in(directory), () -> beforeStoring.accept(stored++));
    return new CheckpointWriter(
        Given.RUN,
        Given.checkpoints(Given.RUN, store),
        new ClaimedFiles(Given.RUN, store),
        publisher,
        new RunEvents(Given.RUN, publisher, Given.CLOCK, "trainer-1"),
        () -> {},
        () -> {},
        metrics);
  }

  static List<SequenceBatch> batches(long from, long to) {
    return LongStream.range(from, to).mapToObj(Given::batch).toList();
  }
}
