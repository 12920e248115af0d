package doublegrok.status;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;

/**
 * An endpoint as a client must know it, and as it is registered.
 *
 * @param method GET or POST
 * @param path parts in braces are parameters
 * @param about what it answers, or does; sentences
 * @param type of what it answers, if all is well
 * @param parameters of its path and of its query
 * @param answers by status besides 200, with what they mean; those that every endpoint may give,
 *     for whoever may not ask or asks wrongly, are not among them
 */
public record Route(
    Method method,
    String path,
    String about,
    String type,
    List<Parameter> parameters,
    List<Answer> answers) {
  public static final String JSON = "application/json";

  /** Methods that there are. */
  public enum Method {
    GET,
    /** With a command as JSON in the body. */
    POST
  }

  /**
   * A parameter.
   *
   * @param name in braces in the path, or before = in the query
   * @param required whether it must be given; those of the path must
   * @param number whether it is a whole number of 0 or more
   * @param about what it means, and what holds if it is left out
   */
  public record Parameter(String name, boolean required, boolean number, String about) {}

  /** A status and what it means. */
  public record Answer(int status, String meaning) {}

  public Route {
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
  }

  /** A question that is answered by JSON, and changes nothing. */
  public static Route get(String path, String about) {
    return new Route(Method.GET, path, about, JSON, List.of(), List.of());
  }

  /** A command. */
  public static Route post(String path, String about) {
    return new Route(Method.POST, path, about, JSON, List.of(), List.of());
  }

  /** The same, answered by another type. */
  public Route as(String otherType) {
    return new Route(method, path, about, otherType, parameters, answers);
  }

  /** The same with a word in its path or its query. */
  public Route word(String name, String meaning) {
    boolean required = inPath(name);
    return with(new Parameter(name, required, false, meaning));
  }

  /** The same with a word in its query that must be given. */
  public Route required(String name, String meaning) {
    return with(new Parameter(name, true, false, meaning));
  }

  /** The same with a whole number of 0 or more in its query. */
  public Route number(String name, String meaning) {
    return with(new Parameter(name, false, true, meaning));
  }

  /** The same with another answer than 200. */
  public Route or(int status, String meaning) {
    List<Answer> more = new ArrayList<>(answers);
    more.add(new Answer(status, meaning));
    return new Route(method, path, about, type, parameters, more);
  }

  /** Whether the path has this parameter, and not the query. */
  public boolean inPath(String parameter) {
    return path.contains("{" + parameter + "}");
  }

  /** Registers who answers it: no endpoint is without a description. */
  public void addTo(RoutesConfig routes, Handler handler) {
    switch (method) {
      case GET -> routes.get(path, handler);
      case POST -> routes.post(path, handler);
    }
  }

  private Route with(Parameter parameter) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(parameter);
    return new Route(method, path, about, type, more, answers);
  }
}
