package doublegrok.local;

import doublegrok.local.command.Doublegrok;
import doublegrok.local.process.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The command line's entry point. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code, whatever threads are left.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    // Addresses, names and numbers that machines read, Kafka's among them, know no other language.
    Locale.setDefault(Locale.ROOT);
    findHome();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Doublegrok.run(out, err, arguments);
    StopSignal.endIfComputing(code);
    System.exit(code);
  }

  /** Java knows no home of a user without an entry in passwd, and would take "?" for a folder. */
  private static void findHome() {
    String home = System.getenv().getOrDefault("HOME", "");
    if (!System.getProperty("user.home", "").startsWith("/") && home.startsWith("/")) {
      System.setProperty("user.home", home);
    }
  }
}
