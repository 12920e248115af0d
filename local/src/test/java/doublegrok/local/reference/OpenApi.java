package doublegrok.local.reference;

import static doublegrok.local.reference.KeySchema.ordered;

import doublegrok.local.command.common.Json;
import doublegrok.status.Route;
import doublegrok.status.Route.Method;
import doublegrok.status.Route.Parameter;
import doublegrok.status.StatusRoute;
import doublegrok.viewer.page.PageRoute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** OpenAPI description of every endpoint, from the routes that the services register. */
final class OpenApi {
  /** What any endpoint may say to whoever asks wrongly. */
  static final Map<Integer, String> OF_ALL = Map.of(
      401, "The service has a token, and the request has it not.",
      403, "The request is for another host, or comes from a foreign web page.",
      405, "The path has no such method; `Allow` names those that it has.",
      500, "The service failed to answer; its log says why.");

  private static final Map<String, Object> ERROR = ordered("$ref", "#/components/schemas/Error");

  private OpenApi() {}

  static String text() {
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    routes()
        .forEach(route -> paths
            .computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
            .put(route.method().name().toLowerCase(Locale.ROOT), operation(route)));
    Map<String, Object> error = ordered(
        "type", "object",
        "properties", ordered("error", ordered("type", "string")),
        "required", List.of("error"));
    return Json.text(ordered(
            "openapi", "3.1.0",
            "info",
                ordered(
                    "title", "doublegrok",
                    "description", "What a viewer answers over HTTP, and every service of itself.",
                    "version", "0.1.0"),
            "paths", paths,
            "components",
                ordered(
                    "schemas", ordered("Error", error, "Command", command()),
                    "securitySchemes",
                        ordered(
                            "token", ordered("type", "http", "scheme", "bearer"),
                            "password", ordered("type", "http", "scheme", "basic"))),
            "security", List.of(Map.of(), needs("token"), needs("password"))))
        + "\n";
  }

  /** All of them, those of a viewer first. */
  static Stream<Route> routes() {
    return Stream.concat(
        Stream.of(PageRoute.values()).map(PageRoute::route),
        Stream.of(StatusRoute.values()).map(StatusRoute::route));
  }

  private static Map<String, Object> needs(String scheme) {
    return ordered(scheme, List.of());
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = ordered("summary", route.about());
    if (!route.parameters().isEmpty()) {
      operation.put(
          "parameters",
          route.parameters().stream().map(each -> parameter(route, each)).toList());
    }
    if (route.method() == Method.POST) {
      operation.put(
          "requestBody",
          ordered(
              "required", true, "content", json(ordered("$ref", "#/components/schemas/Command"))));
    }
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put(
        "200", ordered("description", "As asked.", "content", ordered(route.type(), Map.of())));
    answers.putAll(refusals(route));
    operation.put("responses", answers);
    return operation;
  }

  private static Map<String, Object> refusals(Route route) {
    Map<Integer, String> meanings = new TreeMap<>(OF_ALL);
    route.answers().forEach(each -> meanings.put(each.status(), each.meaning()));
    Map<String, Object> refusals = new LinkedHashMap<>();
    meanings.forEach((status, meaning) -> {
      Map<String, Object> refusal = ordered("description", meaning);
      if (status >= 400 && !(status == 503 && route.path().endsWith("z"))) {
        refusal.put("content", json(ERROR));
      }
      refusals.put(String.valueOf(status), refusal);
    });
    return refusals;
  }

  private static Map<String, Object> parameter(Route route, Parameter each) {
    return ordered(
        "name",
        each.name(),
        "in",
        route.inPath(each.name()) ? "path" : "query",
        "required",
        each.required(),
        "description",
        each.about(),
        "schema",
        each.number() ? ordered("type", "integer", "minimum", 0) : ordered("type", "string"));
  }

  private static Map<String, Object> json(Map<String, Object> schema) {
    return ordered(Route.JSON, ordered("schema", schema));
  }

  /** One of the commands, each with its keys and no others. */
  static Map<String, Object> command() {
    Map<String, Object> number = ordered("type", "integer", "minimum", 0);
    Map<String, Object> changes = ordered(
        "description", "Keys of the run spec and their new values, as texts.",
        "type", "object",
        "additionalProperties", ordered("type", "string"));
    Map<String, Object> some = new LinkedHashMap<>(changes);
    some.put("minProperties", 1);
    List<Object> all = new ArrayList<>();
    all.add(command("swap", ordered("set", some), ordered("at_batch", number)));
    Stream.of("pause", "resume", "stop")
        .forEach(name -> all.add(command(name, Map.of(), Map.of())));
    all.add(command(
        "fork",
        ordered(
            "as",
            ordered("type", "string", "pattern", "^[a-z0-9][a-z0-9._-]{0,62}$"),
            "at_step",
            number),
        ordered("set", changes)));
    return ordered("oneOf", all);
  }

  private static Map<String, Object> command(
      String name, Map<String, Object> required, Map<String, Object> optional) {
    Map<String, Object> properties = ordered("command", ordered("const", name));
    properties.putAll(required);
    List<String> names = new ArrayList<>(properties.keySet());
    properties.putAll(optional);
    return ordered(
        "type",
        "object",
        "properties",
        properties,
        "required",
        names,
        "additionalProperties",
        false);
  }
}
