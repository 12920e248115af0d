package doublegrok.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doublegrok.local.monitoring.Checkout;
import doublegrok.local.secured.SecuredCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Tests of the manifests for Kubernetes without one: that they hang together, and that what they
 * ask of our program it understands. No cluster has run them.
 */
final class KubernetesFilesTest {
  private static final Path FOLDER = Checkout.path("kubernetes/base");

  /** What Strimzi makes of the user and the cluster of this name. */
  private static final Set<String> OF_STRIMZI = Set.of("doublegrok", "doublegrok-cluster-ca-cert");

  private static final Map<String, String> KINDS = Map.of(
      "Namespace", "v1",
      "Service", "v1",
      "PersistentVolumeClaim", "v1",
      "Deployment", "apps/v1",
      "Job", "batch/v1",
      "Kafka", "kafka.strimzi.io/v1beta2",
      "KafkaNodePool", "kafka.strimzi.io/v1beta2",
      "KafkaUser", "kafka.strimzi.io/v1beta2");

  @TempDir
  private Path directory;

  @Test
  void everyFileIsListedAndIsThere() throws IOException {
    Set<String> listed = new TreeSet<>(texts(kustomization().get("resources")));
    listed.add("kustomization.yaml");

    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  @Test
  void everyObjectIsOfAKnownKindAndHasANameOfItsOwn() throws IOException {
    Set<String> names = new HashSet<>();
    for (Map<String, Object> object : objects()) {
      String kind = (String) object.get("kind");
      assertThat(KINDS).containsEntry(kind, (String) object.get("apiVersion"));
      String name = text(object, "metadata", "name");
      assertThat(name).matches("[a-z]([a-z0-9-]*[a-z0-9])?");
      assertThat(names.add(kind + "/" + name)).as(kind + "/" + name).isTrue();
    }
  }

  static List<Map<String, Object>> workloads() throws IOException {
    return objects().stream()
        .filter(object -> Set.of("Deployment", "Job").contains(object.get("kind")))
        .toList();
  }

  /** As the program itself reads them, but for running them. */
  @ParameterizedTest
  @MethodSource("workloads")
  void theProgramUnderstandsItsArguments(Map<String, Object> workload) {
    Map<String, Object> container = container(workload);
    String[] arguments = texts(container.get("args")).toArray(String[]::new);

    assertThatCode(() -> Doublegrok.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
    assertThat(arguments)
        .contains("--bootstrap=doublegrok-kafka-bootstrap:9093", "--token-file=/run/secrets/token")
        .contains("--settings=/etc/kafka/client/client.properties", "--host=0.0.0.0");
    String port =
        Integer.toString((Integer) map(list(container.get("ports")).get(0)).get("containerPort"));
    assertThat(arguments).containsAnyOf("--port=" + port, "--metrics-port=" + port);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void whatIsMountedIsThere(Map<String, Object> workload) throws IOException {
    String claim = text(only("PersistentVolumeClaim"), "metadata", "name");
    Map<String, Map<String, Object>> volumes = new LinkedHashMap<>();
    list(pod(workload).get("volumes"))
        .forEach(each -> volumes.put((String) map(each).get("name"), map(each)));
    List<String> mounted = list(container(workload).get("volumeMounts")).stream()
        .map(each -> (String) map(each).get("name"))
        .toList();

    assertThat(mounted).containsExactlyInAnyOrderElementsOf(volumes.keySet());
    for (Map<String, Object> volume : volumes.values()) {
      if (volume.containsKey("persistentVolumeClaim")) {
        assertThat(text(volume, "persistentVolumeClaim", "claimName")).isEqualTo(claim);
      } else if (volume.containsKey("configMap")) {
        assertThat(generated("configMapGenerator")).contains(text(volume, "configMap", "name"));
      } else if (volume.containsKey("secret")) {
        assertThat(Stream.concat(OF_STRIMZI.stream(), generated("secretGenerator").stream()))
            .contains(text(volume, "secret", "secretName"));
      } else {
        assertThat(volume).containsKey("emptyDir");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void nothingHasRightsThatItDoesNotNeed(Map<String, Object> workload) throws IOException {
    Map<String, Object> container = container(workload);
    Map<String, Object> pod = pod(workload);

    assertThat(map(pod.get("securityContext"))).containsEntry("runAsNonRoot", true);
    assertThat(map(container.get("securityContext")))
        .containsEntry("readOnlyRootFilesystem", true)
        .containsEntry("allowPrivilegeEscalation", false);
    assertThat(map(map(container.get("resources")).get("limits"))).containsKey("memory");
    assertThat(container).containsKeys("readinessProbe", "livenessProbe");
    assertThat(Files.readString(Checkout.path("containers/Dockerfile")))
        .contains("USER " + map(pod.get("securityContext")).get("runAsUser"));
  }

  /** Whoever gives its runs back has to have the time, and is no failure. */
  @Test
  void workersAreAJobThatAnswersTheirExitCode() throws IOException {
    Map<String, Object> job = only("Job");
    Map<String, Object> spec = map(job.get("spec"));
    Map<String, Object> rule =
        map(list(map(spec.get("podFailurePolicy")).get("rules")).get(0));
    int grace = texts(container(job).get("args")).stream()
        .filter(each -> each.startsWith("--grace="))
        .map(each -> Integer.parseInt(each.substring(8)))
        .findFirst()
        .orElseThrow();

    assertThat(spec).containsEntry("completionMode", "Indexed");
    assertThat(spec.get("parallelism")).isEqualTo(spec.get("completions"));
    assertThat(pod(job)).containsEntry("restartPolicy", "Never");
    assertThat((Integer) pod(job).get("terminationGracePeriodSeconds")).isGreaterThan(grace + 5);
    assertThat(rule).containsEntry("action", "Ignore");
    assertThat(map(rule.get("onExitCodes")))
        .containsEntry("values", List.of(75))
        .containsEntry("containerName", container(job).get("name"));
  }

  @Test
  void theUserHasTheRightsThatTheGuideListsAndKafkaHasShareGroups() throws IOException {
    Set<String> given = new TreeSet<>();
    for (Object each :
        list(map(map(only("KafkaUser").get("spec")).get("authorization")).get("acls"))) {
      Map<String, Object> resource = map(map(each).get("resource"));
      for (String operation : texts(map(each).get("operations"))) {
        given.add("%s %s %s"
            .formatted(
                plain((String) resource.get("type")),
                Optional.ofNullable((String) resource.get("name")).orElse("kafka-cluster"),
                plain(operation)));
      }
    }
    Set<String> documented = new TreeSet<>();
    for (AclBinding each : SecuredCluster.documented("doublegrok")) {
      documented.add("%s %s %s"
          .formatted(
              plain(each.pattern().resourceType().name()),
              each.pattern().name(),
              plain(each.entry().operation().name())));
    }

    assertThat(given).isEqualTo(documented);
    String[] version = text(only("Kafka"), "spec", "kafka", "version").split("\\.", -1);
    assertThat(Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]))
        .isGreaterThanOrEqualTo(402);
  }

  /** Where there is a kubectl, it puts them together as a cluster would get them. */
  @Test
  void kubectlPutsThemTogether() throws Exception {
    assumeTrue(
        Checkout.program("kubectl").isPresent(),
        "kubectl is not installed, so that nobody has put the manifests together");
    for (String folder : List.of("base", "gpu")) {
      Path copy = Files.createDirectories(directory.resolve(folder));
      try (Stream<Path> files = Files.list(FOLDER.resolveSibling(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName().toString()));
        }
      }
    }
    Files.writeString(directory.resolve("base/token"), "a-token-of-the-test");
    Process kubectl = new ProcessBuilder(
            "kubectl", "kustomize", directory.resolve("gpu").toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("said").toFile())
        .start();

    assertThat(kubectl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(directory.resolve("said"));
    assertThat(kubectl.exitValue()).as(said).isZero();
    assertThat(said).contains("nvidia.com/gpu: 1", "image: doublegrok/cuda:0.1.0");
  }

  @Test
  void theImagesAreThoseOfCompose() throws IOException {
    String compose = Files.readString(Checkout.path("docker-compose.yml"));
    for (Object each : list(kustomization().get("images"))) {
      assertThat(compose)
          .contains("image: %s:%s".formatted(map(each).get("name"), map(each).get("newTag")));
    }
    assertThat(compose).contains("image: doublegrok/cuda:0.1.0");
    assertThat(Files.readString(FOLDER.resolveSibling("gpu").resolve("workers.yaml")))
        .contains("image: doublegrok/cuda:0.1.0");
  }

  private static String plain(String word) {
    return word.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> only(String kind) throws IOException {
    return objects().stream()
        .filter(object -> kind.equals(object.get("kind")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> generated(String generator) throws IOException {
    return list(kustomization().get(generator)).stream()
        .map(each -> (String) map(each).get("name"))
        .toList();
  }

  private static Map<String, Object> pod(Map<String, Object> workload) {
    return map(map(map(workload.get("spec")).get("template")).get("spec"));
  }

  private static Map<String, Object> container(Map<String, Object> workload) {
    return map(list(pod(workload).get("containers")).get(0));
  }

  private static Map<String, Object> kustomization() throws IOException {
    return read(FOLDER.resolve("kustomization.yaml")).get(0);
  }

  private static List<Map<String, Object>> objects() throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (String file : texts(kustomization().get("resources"))) {
      objects.addAll(read(FOLDER.resolve(file)));
    }
    return objects;
  }

  private static List<Map<String, Object>> read(Path file) throws IOException {
    List<Map<String, Object>> documents = new ArrayList<>();
    new Load(LoadSettings.builder().setLabel(file.toString()).build())
        .loadAllFromString(Files.readString(file))
        .forEach(each -> documents.add(map(each)));
    return documents;
  }

  private static String text(Map<String, Object> object, String... path) {
    Object found = object;
    for (String key : path) {
      found = map(found).get(key);
    }
    return (String) found;
  }

  private static List<String> texts(Object list) {
    return list(list).stream().map(String.class::cast).toList();
  }

  @SuppressWarnings("unchecked") // what is no list shows as such at once
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // what is no map shows as such at once
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
