package doublegrok.local.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Name of a worker, for people: its machine and its process. */
final class WorkerName {
  private WorkerName() {}

  static String here() {
    return "%s-%d".formatted(host(), ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "worker";
    }
  }
}
