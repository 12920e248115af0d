package doublegrok.local.endtoend;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.EvaluatorMetrics;
import doublegrok.evaluator.work.Prober;
import doublegrok.evaluator.work.ProbingTrade;
import doublegrok.evaluator.work.RecordedRuns;
import doublegrok.log.GroupWorker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.record.Spectrum;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.status.ServiceHealth;
import doublegrok.task.finding.Finding;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Prober that finds nothing of interest, and may take as long over it as a test wants. */
final class ToyProber implements Prober {
  static final String NAME = "toy";

  private static final String AT_WORK = "at work";
  private static final RunSpecs SPECS = RunSpecs.builtIn();

  /** Completes when it has begun its first look. */
  final CompletableFuture<Void> begun = new CompletableFuture<>();

  /** Looks last until this completes. */
  final CompletableFuture<Void> end = new CompletableFuture<>();

  /** In a process of its own: joins the group, says when it has begun, and never ends its look. */
  public static void main(String[] arguments) throws Exception {
    ToyProber prober = new ToyProber();
    try (GroupWorker worker = prober.join(new KafkaSettings(arguments[0], 1, Map.of()))) {
      prober.begun.get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      System.out.println(AT_WORK);
      throw new IllegalStateException("the worker ended: " + worker.failure().join());
    }
  }

  /** Starts such a process, and returns once it is in the middle of its work. */
  static Process startProcess(KafkaSettings kafka) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("-Dai.djl."))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ToyProber.class.getName()));
    command.add(kafka.bootstrap());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("GOMP_SPINCOUNT", "0");
    Process process = builder.start();
    process.getOutputStream().close();
    boolean atWork = process.inputReader().lines().anyMatch(line -> line.endsWith(AT_WORK));
    if (!atWork) {
      throw new IllegalStateException("no work came to the process");
    }
    return process;
  }

  /** Starts a worker of the group of dear probes that has this prober. */
  GroupWorker join(KafkaSettings kafka) {
    return GroupWorker.start(
        kafka,
        new ProbingTrade(
            this,
            RecordedRuns.of(new RunScan(kafka, LocalRun.PATIENCE)),
            1,
            Clock.systemUTC(),
            new EvaluatorMetrics(new ServiceHealth(new CollectorRegistry()))));
  }

  @Override
  public List<ProbeResult> probe(CheckpointManifest manifest, Choice choice, BooleanSupplier late) {
    RunSpec spec = SPECS.parse(manifest.getSpec(), "a run", List.of());
    if (choice.of(new Probes(List.of(new Toy())), spec).all().isEmpty()) {
      return List.of();
    }
    begun.complete(null);
    try {
      end.join();
    } catch (CancellationException | CompletionException cancelled) {
      throw new CancellationException("closed");
    }
    return List.of(new ProbeResult(
        manifest.getRun(),
        manifest.getStep(),
        NAME,
        manifest.getDistributionVersion(),
        manifest.getWeights().getSha256(),
        new Spectrum(Map.of(), 0.5),
        Instant.EPOCH));
  }

  /** Says when the prober looks, and never looks itself. */
  private static final class Toy implements Probe {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Cost cost() {
      return Cost.DEAR;
    }

    @Override
    public Map<String, Finding> find(Examination checkpoint) {
      throw new UnsupportedOperationException("nobody asks");
    }
  }

  @Override
  public void cancel() {
    end.cancel(false);
  }

  @Override
  public void close() {}
}
