package doublegrok.viewer.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A headless Chromium, driven over its DevTools protocol: what a person would see and do. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private Browser(Process process, Path profile) throws Exception {
    this.process = process;
    this.profile = profile;
    socket = HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(pageSocket(), new Listener())
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    call("Performance.enable", Map.of("timeDomain", "threadTicks"));
    List.of("Page.enable", "Runtime.enable", "Log.enable")
        .forEach(domain -> call(domain, Map.of()));
  }

  /** The Chromium of this machine, if there is one. */
  static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path chromium) throws Exception {
    Path profile = Files.createTempDirectory("browser");
    List<String> command = List.of(
        chromium.toString(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--remote-debugging-port=0",
        "--user-data-dir=" + profile,
        "about:blank");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    return new Browser(process, profile);
  }

  void open(String url) {
    errors.clear();
    call("Page.navigate", Map.of("url", url));
  }

  /** Runs a script in every page that is opened from now on, before its own. */
  void beforeEachPage(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Processor time that the page has taken so far, whoever else uses the machine. */
  double taskSeconds() {
    for (JsonNode metric : call("Performance.getMetrics", Map.of()).path("metrics")) {
      if (metric.path("name").asText().equals("TaskDuration")) {
        return metric.path("value").asDouble();
      }
    }
    throw new IllegalStateException("Chromium does not tell how long its tasks take");
  }

  void size(int width, int height, boolean phone) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** Presses at the first point, moves to the second, lets go. */
  void drag(int fromX, int fromY, int toX, int toY) {
    mouse("mouseMoved", fromX, fromY);
    mouse("mousePressed", fromX, fromY);
    mouse("mouseMoved", (fromX + toX) / 2, toY);
    mouse("mouseMoved", toX, toY);
    mouse("mouseReleased", toX, toY);
  }

  void mouse(String type, int x, int y) {
    String button = type.equals("mouseMoved") ? "none" : "left";
    call(
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", button, "buttons", 1, "clickCount", 1));
  }

  /** Presses a key where the focus is; Enter and Tab do what they do for a person. */
  void press(String key) {
    int code =
        Map.of("Tab", 9, "Enter", 13, "Escape", 27, "ArrowLeft", 37, "End", 35).get(key);
    Map<String, Object> down = new HashMap<>(
        Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code));
    if (key.equals("Enter")) {
      down.put("text", "\r");
    }
    call("Input.dispatchKeyEvent", down);
    call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
  }

  /** The value of a JavaScript expression; a promise's value once it is there. */
  JsonNode evaluate(String expression) {
    JsonNode answer = call(
        "Runtime.evaluate",
        Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Opens a window beside this page, which finds it in {@code others}. */
  void openBeside(String url) {
    call(
        "Runtime.evaluate",
        Map.of(
            "expression",
            "void (window.others ??= []).push(window.open('" + url + "', '_blank', 'popup'))",
            "userGesture",
            true));
  }

  String text(String selector) {
    return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''")
        .asText();
  }

  /** Returns once the expression is true. */
  void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate("Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("never true: " + expression + "; errors: " + errors);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Lets the page draw what it knows. */
  void settle() {
    evaluate("new Promise((resolve) => setTimeout(resolve, 600))");
  }

  void screenshot(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String image =
        call("Page.captureScreenshot", Map.of("format", "png")).get("data").asText();
    Files.write(file, Base64.getDecoder().decode(image));
  }

  /** Errors of the page since it was opened, as its console shows them. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> process)
        .join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (UncheckedIOException e) {
      // A child of the browser still writes; the folder is a temporary one.
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      String text =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(text, true).join();
      return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (IOException | CompletionException e) {
      throw new IllegalStateException(method + " got no answer", e);
    }
  }

  private URI pageSocket() throws Exception {
    Path portFile = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(portFile) || Files.size(portFile) == 0) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("Chromium did not start");
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    String port = Files.readAllLines(portFile).get(0);
    HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
        .build();
    String pages =
        HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body();
    for (JsonNode page : JSON.readTree(pages)) {
      if (page.get("type").asText().equals("page")) {
        return URI.create(page.get("webSocketDebuggerUrl").asText());
      }
    }
    throw new IllegalStateException("Chromium has no page: " + pages);
  }

  private void received(JsonNode message) {
    if (message.has("id")) {
      answers.remove(message.get("id").asInt()).complete(message.path("result"));
      return;
    }
    String method = message.path("method").asText();
    JsonNode parameters = message.path("params");
    boolean error = method.equals("Runtime.exceptionThrown")
        || parameters.path("entry").path("level").asText().equals("error")
        || (method.equals("Runtime.consoleAPICalled")
            && parameters.path("type").asText().equals("error"));
    if (error) {
      errors.add(parameters.toString());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        try {
          received(JSON.readTree(message.toString()));
        } catch (IOException e) {
          errors.add(e.toString());
        }
        message.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
