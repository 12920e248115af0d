package doublegrok.viewer.page;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests with a few faults each; the same seed gives the same ones. */
final class HttpMutations {
  private static final List<String> METHODS = List.of(
      "GET",
      "HEAD",
      "PUT",
      "TRACE",
      "OPTIONS",
      "CONNECT",
      "BEFORE",
      "post",
      "PRI",
      "",
      "P\u00d6ST");
  private static final List<String> PATHS = List.of(
      "/",
      "*",
      "",
      "//",
      "/api/runs",
      "/api/runs/",
      "/api/runs/nobody/commands",
      "/api/runs/%2e%2e/commands",
      "/api/runs/run%2fcommands",
      "/api/runs/%ff/commands",
      "/api/runs/%zz/commands",
      "/api/runs/run;a=b/commands",
      "/./api/../api/runs/run/commands",
      "http://evil.example/api/runs/run/commands",
      "/api/runs/run/commands?x=%00&y=%",
      "/js/..%5c..%5cx",
      "/js/main.js",
      "/metrics",
      "/readyz",
      "/api/runs/%00/commands",
      "/" + "a".repeat(9000),
      "/api/runs/" + "%41".repeat(500) + "/commands");
  private static final List<String> HEADERS = List.of(
      "Host: evil.example\r\n",
      "Host:\r\n",
      "Host: localhost:99999999\r\n",
      "Host: [::1\r\n",
      "Origin: null\r\n",
      "Origin: \u00e9\r\n",
      "Sec-Fetch-Site: cross-site\r\n",
      "Content-Length: -1\r\n",
      "Content-Length: 0\r\n",
      "Content-Length: 99999999999999999999\r\n",
      "Content-Length: 3\r\n",
      "Content-Length: 7, 7\r\n",
      "Transfer-Encoding: chunked\r\n",
      "Transfer-Encoding: gzip, chunked\r\n",
      "Transfer-Encoding: identity\r\n",
      "Transfer-Encoding : chunked\r\n",
      "Expect: 100-continue\r\n",
      "Expect: nonsense\r\n",
      "Upgrade: websocket\r\nConnection: Upgrade\r\n",
      "Upgrade: h2c\r\n",
      "Range: bytes=0-1\r\n",
      "Content-Type: text/plain\r\n",
      "Content-Type: application/json; charset=nonsense\r\n",
      "Content-Encoding: gzip\r\n",
      "Accept-Encoding: gzip;q=x\r\n",
      "Cookie: a=\"b\r\n",
      "Connection: close\r\n",
      "If-None-Match: \"\r\n",
      " folded\r\n",
      "no colon\r\n",
      ": empty\r\n",
      "X: " + "x".repeat(9000) + "\r\n",
      "X: \u0000\r\n",
      "Authorization: Basic ====\r\n",
      "Authorization: Bearer\r\n");
  private static final List<String> BODIES = List.of(
      "",
      "{",
      "[]",
      "null",
      "{}",
      "\u00ff\u00fe",
      "{\"command\":\"stop\"}",
      "{\"command\":1e999}",
      "{\"command\":\"swap\",\"set\":{\"a\":\"1\"},\"at_batch\":1e3}",
      "[".repeat(5000),
      "{\"command\":\"fork\",\"as\":\"../x\",\"at_step\":9223372036854775807}",
      "{\"\":\"" + "y".repeat(70_000) + "\"}",
      "5\r\nhello\r\n0\r\n\r\n",
      "FFFFFFFFF\r\nx\r\n");
  private static final String BODY = "{\"command\":\"pause\"}";

  private final SplittableRandom random;

  HttpMutations(SplittableRandom random) {
    this.random = random;
  }

  /** A request without a fault. */
  static String plain(String first, String more) {
    return request("POST", "/api/runs/run/commands", first, List.of(more), BODY, BODY.length());
  }

  /**
   * A request with one to four faults; some of its bytes are changed at random.
   *
   * @param first header lines that come first and are kept as they are
   * @param more further header lines
   */
  String next(String first, String more) {
    String method = "POST";
    String path = "/api/runs/run/commands";
    List<String> headers = new ArrayList<>(List.of(more));
    String body = BODY;
    int faults = random.nextInt(1, 5);
    int bytes = 0;
    for (int fault = 0; fault < faults; fault++) {
      switch (random.nextInt(6)) {
        case 0 -> method = oneOf(METHODS);
        case 1 -> path = oneOf(PATHS);
        case 2, 3 -> headers.add(random.nextInt(headers.size() + 1), oneOf(HEADERS));
        case 4 -> body = oneOf(BODIES);
        default -> bytes++;
      }
    }
    String request = request(method, path, first, headers, body, body.length());
    int kept = request.indexOf("\r\n") + 2 + first.length();
    return request.substring(0, kept) + noisy(request.substring(kept), bytes);
  }

  private static String request(
      String method, String path, String first, List<String> headers, String body, int length) {
    return method + " " + path + " HTTP/1.1\r\n" + first + "Host: localhost\r\n"
        + "Content-Type: application/json\r\n" + String.join("", headers)
        + "Content-Length: " + length + "\r\n\r\n" + body;
  }

  /** Changes, drops, doubles or cuts off at as many places as asked. */
  private String noisy(String text, int times) {
    StringBuilder noisy = new StringBuilder(text);
    for (int i = 0; i < times && noisy.length() > 0; i++) {
      int at = random.nextInt(noisy.length());
      switch (random.nextInt(4)) {
        case 0 -> noisy.setCharAt(at, (char) random.nextInt(256));
        case 1 -> noisy.deleteCharAt(at);
        case 2 -> noisy.insert(at, noisy.charAt(at));
        default -> noisy.setLength(at);
      }
    }
    return noisy.toString();
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
