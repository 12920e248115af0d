package doublegrok.local.command.common;

import doublegrok.local.broker.BrokerAddress;
import doublegrok.local.check.RefusedException;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.task.families.Families;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options by which a service reaches a Kafka cluster. */
public final class KafkaOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT,...",
      description = {
        "Brokers of the Kafka cluster (default: the broker that runs in --dir).",
        "One that 'doublegrok broker --listen' runs is scram://HOST:PORT."
      })
  private String bootstrap;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "8",
      description = "Partitions of topics that are missing (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Further Kafka client settings (TLS, SASL, ...), as a properties file.")
  private Path settings;

  @Mixin
  private TokenOptions token;

  @Mixin
  private FamilyOptions familyOptions;

  /** The families that run specs may name. */
  public Families families() {
    return familyOptions.read();
  }

  /** Whether a cluster is named. */
  public boolean given() {
    return bootstrap != null;
  }

  /** The cluster that is named, else the broker that runs in the directory. */
  public KafkaSettings read(DataDirectory directory) {
    if (given()) {
      return named();
    }
    return BrokerAddress.of(directory.kafka())
        .map(this::embedded)
        .orElseThrow(() -> new RefusedException(
            "no broker runs in %s; name a cluster with --bootstrap, or run 'doublegrok broker'"
                .formatted(directory.root())));
  }

  /** The cluster that is named. */
  public KafkaSettings named() {
    requireGiven();
    KafkaAddress address = KafkaAddress.of(bootstrap, token, System.getenv());
    Map<String, String> client = settings == null ? new HashMap<>() : client(settings);
    client.putAll(address.login());
    return new KafkaSettings(address.bootstrap(), partitions, client, familyOptions.read());
  }

  /**
   * The options again, for another process that finds the same cluster by them: files by their
   * whole paths, and never the token itself.
   *
   * @throws IllegalArgumentException if no cluster is named
   */
  public List<String> again() {
    requireGiven();
    List<String> again = new ArrayList<>(List.of("--bootstrap", bootstrap));
    token.file().ifPresent(file -> again.addAll(List.of("--token-file", whole(file))));
    Optional.ofNullable(settings)
        .ifPresent(file -> again.addAll(List.of("--settings", whole(file))));
    familyOptions.folder().ifPresent(folder -> again.addAll(List.of("--families", whole(folder))));
    return again;
  }

  private static String whole(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private void requireGiven() {
    if (!given()) {
      throw new IllegalArgumentException(
          "--bootstrap HOST:PORT is missing; name the Kafka cluster");
    }
  }

  /** A broker of this program, which runs in a data directory. */
  KafkaSettings embedded(String written) {
    KafkaAddress address = KafkaAddress.of(written, token, System.getenv());
    return Cluster.embedded(address.bootstrap(), address.login()).with(families());
  }

  /** The client settings of a file; how it looks inside is nobody's business. */
  public static Map<String, String> client(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException failure) {
      throw new IllegalArgumentException(
          "--settings %s cannot be read (%s); name a properties file"
              .formatted(file, failure.getClass().getSimpleName()),
          failure);
    }
    Map<String, String> client = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> client.put(key, properties.getProperty(key)));
    return client;
  }
}
