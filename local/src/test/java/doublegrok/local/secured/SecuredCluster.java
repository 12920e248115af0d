package doublegrok.local.secured;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/** A broker with logins, where nothing is allowed that is not granted. */
public final class SecuredCluster implements AutoCloseable {
  /** Each user's password is made of its name, so that a log can be searched for all of them. */
  static final String SECRET = "-has-a-secret-word";

  private static final String ADMIN = "admin";
  private static final Path GUIDE = Path.of("..", "docs", "how-to", "cluster.md");
  private static final Pattern RIGHT =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (?:`(\\S+)`)? ?\\| ([A-Z_` ]+) \\|$");

  private final EmbeddedBroker broker;

  private SecuredCluster(EmbeddedBroker broker) {
    this.broker = broker;
  }

  static SecuredCluster start(Path directory, String... users) {
    StringBuilder known = new StringBuilder(login(ADMIN, password(ADMIN)));
    Stream.concat(Stream.of(ADMIN), Stream.of(users))
        .forEach(user -> known.append(" user_%s=\"%s\"".formatted(user, password(user))));
    Map<String, String> settings = Map.of(
        "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.broker.plain.sasl.jaas.config", known + ";",
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found", "false",
        "super.users", "User:ANONYMOUS;User:" + ADMIN); // nobody but the controller has no name
    return new SecuredCluster(EmbeddedBroker.start(directory, 0, settings));
  }

  static String password(String user) {
    return user + SECRET;
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  KafkaSettings as(String user) {
    return as(user, password(user));
  }

  KafkaSettings as(String user, String password) {
    return new KafkaSettings(bootstrap(), 1, client(user, password));
  }

  /** What a person writes into the file of --settings. */
  static Map<String, String> client(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login(user, password) + ";");
  }

  /** Grants what the guide lists, of these kinds of resources. */
  void grant(String user, ResourceType... types) throws Exception {
    List<AclBinding> granted = new ArrayList<>(documented(user));
    granted.removeIf(each -> !List.of(types).contains(each.pattern().resourceType()));
    try (Admin admin = Admin.create(new HashMap<>(as(ADMIN).common()))) {
      admin.createAcls(granted).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** The rights that the guide lists. */
  public static List<AclBinding> documented(String user) throws IOException {
    List<AclBinding> rights = new ArrayList<>();
    for (MatchResult row : RIGHT.matcher(Files.readString(GUIDE)).results().toList()) {
      ResourceType type = ResourceType.fromString(row.group(1));
      ResourcePattern pattern = row.group(2) == null
          ? new ResourcePattern(type, Resource.CLUSTER_NAME, PatternType.LITERAL)
          : new ResourcePattern(type, row.group(2), PatternType.PREFIXED);
      for (String operation : row.group(3).replace("`", "").strip().split(" +", -1)) {
        rights.add(new AclBinding(
            pattern,
            new AccessControlEntry(
                "User:" + user, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW)));
      }
    }
    return rights;
  }

  private static String login(String user, String password) {
    return "%s required username=\"%s\" password=\"%s\""
        .formatted(PlainLoginModule.class.getName(), user, password);
  }

  @Override
  public void close() {
    broker.close();
  }
}
