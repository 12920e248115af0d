package doublegrok.local.command;

import doublegrok.local.check.Finding;
import doublegrok.local.check.Finding.State;
import doublegrok.local.check.FreeDiskSpace;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.KafkaCluster;
import doublegrok.local.check.Machine;
import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.check.SharedDirectory;
import doublegrok.local.check.WritableDirectory;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.KafkaAddress;
import doublegrok.local.command.common.KafkaOptions;
import doublegrok.local.command.common.TokenOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.ClusterState;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything that a run needs of this machine, and changes nothing. */
@CommandLine.Command(
    name = "doctor",
    description = "Look whether this machine has what a run needs; exit code 1 if not.",
    footerHeading = "%nExample:%n",
    footer = {
      "  doublegrok doctor --dir data",
      "  doublegrok doctor --bootstrap kafka:9092 --settings client.properties",
      "  doublegrok doctor --bootstrap scram://head:9092 --token-file token --dir /shared/dg"
    })
final class DoctorCommand extends Command {
  private static final int BROKER_PORT = 9092;
  private static final long BYTES_PER_MB = 1_000_000;
  private static final Duration CLUSTER_WITHIN = Duration.ofSeconds(10);

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where the data would lie (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT,...",
      description = "Brokers of a Kafka cluster, to look whether it answers.")
  private String bootstrap;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Further Kafka client settings for that (TLS, SASL, ...).")
  private Path settings;

  @Mixin
  private TokenOptions token;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "8",
      description = "Runs that are to be at once there (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Override
  public Integer call() {
    Path root = new DataDirectory(directory).forBroker().root();
    List<Supplier<Finding>> examinations = new ArrayList<>(List.of(
        Machine::java,
        Machine::system,
        Machine::threads,
        Machine::memory,
        DoctorCommand::openFiles,
        () -> Machine.encoding(System.getProperties()),
        DoctorCommand::temporaryFolder,
        () -> Machine.openMp(System.getenv()),
        () -> writable(root),
        () -> diskSpace(root),
        () -> SharedDirectory.here(root).locks(),
        () -> SharedDirectory.here(root).clock(),
        DoctorCommand::port,
        DoctorCommand::libraries,
        this::pytorch));
    boolean bad = false;
    for (Supplier<Finding> examination : examinations) {
      bad |= isBad(examination.get());
    }
    if (bootstrap != null) {
      for (Finding finding : cluster(named())) {
        bad |= isBad(finding);
      }
    }
    return bad ? ExitCode.FAILED : ExitCode.DONE;
  }

  private boolean isBad(Finding finding) {
    out().println(finding.line());
    out().flush();
    return finding.state() == State.BAD;
  }

  private KafkaSettings named() {
    KafkaAddress address = KafkaAddress.of(bootstrap, token, System.getenv());
    Map<String, String> client = new HashMap<>(address.login());
    if (settings != null) {
      client.putAll(KafkaOptions.client(settings));
    }
    return new KafkaSettings(address.bootstrap(), 1, client);
  }

  private static Finding openFiles() {
    OpenFiles files = OpenFiles.here();
    return Finding.of("open files", files, State.BAD, "up to %d".formatted(files.limit()));
  }

  private static Finding temporaryFolder() {
    NativeLibraries libraries = NativeLibraries.here();
    return Finding.of(
        "temporary", libraries, State.BAD, "libraries load from " + libraries.folder());
  }

  private static Finding writable(Path root) {
    return Finding.of(
        "data directory", new WritableDirectory(root), State.BAD, root + " can be written");
  }

  private static Finding diskSpace(Path root) {
    String free = FreeDiskSpace.usableBytes(root) / BYTES_PER_MB + " MB free";
    FreeDiskSpace check = new FreeDiskSpace(root, DataDirectory.MINIMUM_FREE_BYTES);
    return Finding.of("disk", check, State.BAD, free);
  }

  private static Finding port() {
    return Finding.of(
        "port", new FreePort(BROKER_PORT, "--port"), State.NOTE, BROKER_PORT + " is free");
  }

  private List<Finding> cluster(KafkaSettings kafka) {
    try {
      ClusterState state = ClusterState.of(kafka, CLUSTER_WITHIN);
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.ok(
          "Kafka cluster",
          "%s answers; %d of %d topics are there"
              .formatted(kafka.bootstrap(), state.partitions().size(), Topics.ALL.size())));
      findings.addAll(new KafkaCluster(state, runs).findings(Instant.now()));
      return findings;
    } catch (KafkaUnreachableException | KafkaRefusedException problem) {
      return List.of(new Finding(State.BAD, "Kafka cluster", problem.getMessage()));
    }
  }

  private static Finding libraries() {
    try {
      return Finding.ok(
          "PyTorch cache",
          "its libraries are unpacked into %s; DJL_CACHE_DIR names another folder"
              .formatted(ComputeDevice.libraryFolder()));
    } catch (IllegalStateException homeless) {
      return new Finding(State.BAD, "PyTorch cache", homeless.getMessage());
    }
  }

  private Finding pytorch() {
    progress("Loading PyTorch; its first time on a machine unpacks about 450 MB.");
    long begin = System.nanoTime();
    try {
      String device = ComputeDevice.choose(DeviceChoice.AUTO).description();
      long millis = (System.nanoTime() - begin) / 1_000_000;
      return Finding.ok("PyTorch", "%s, loaded in %d ms".formatted(device, millis));
    } catch (IllegalStateException named) {
      return new Finding(State.BAD, "PyTorch", named.getMessage());
    } catch (RuntimeException | LinkageError e) {
      return new Finding(
          State.BAD,
          "PyTorch",
          ("its libraries do not load (%s); they exist for Linux and Windows on x86-64 and for"
                  + " macOS and Linux on arm64")
              .formatted(e));
    }
  }
}
