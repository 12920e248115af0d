package doublegrok.local.command;

import doublegrok.local.check.Finding;
import doublegrok.local.check.Finding.State;
import doublegrok.local.check.FreeDiskSpace;
import doublegrok.local.check.FreePort;
import doublegrok.local.check.Machine;
import doublegrok.local.check.NativeLibraries;
import doublegrok.local.check.OpenFiles;
import doublegrok.local.check.WritableDirectory;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.KafkaOptions;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Looks at everything that a run needs of this machine, and changes nothing. */
@CommandLine.Command(
    name = "doctor",
    description = "Look whether this machine has what a run needs; exit code 1 if not.",
    footerHeading = "%nExample:%n",
    footer = {
      "  doublegrok doctor --dir data",
      "  doublegrok doctor --bootstrap kafka:9092 --settings client.properties"
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
        DoctorCommand::port,
        DoctorCommand::libraries,
        this::pytorch));
    if (bootstrap != null) {
      examinations.add(() -> cluster(new KafkaSettings(
          bootstrap, 1, settings == null ? Map.of() : KafkaOptions.client(settings))));
    }
    boolean bad = false;
    for (Supplier<Finding> examination : examinations) {
      Finding finding = examination.get();
      out().println(finding.line());
      out().flush();
      bad |= finding.state() == State.BAD;
    }
    return bad ? ExitCode.FAILED : ExitCode.DONE;
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

  private static Finding cluster(KafkaSettings kafka) {
    try {
      int missing = TopicAdmin.missing(kafka, CLUSTER_WITHIN).size();
      return Finding.ok(
          "Kafka cluster",
          "%s answers; %d of %d topics are there"
              .formatted(kafka.bootstrap(), Topics.ALL.size() - missing, Topics.ALL.size()));
    } catch (KafkaUnreachableException | KafkaRefusedException problem) {
      return new Finding(State.BAD, "Kafka cluster", problem.getMessage());
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
