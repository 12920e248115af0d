package doublegrok.local.reference;

import static doublegrok.local.reference.Markdown.plain;
import static doublegrok.local.reference.Markdown.quoted;

import doublegrok.status.Route;
import doublegrok.status.Route.Answer;
import doublegrok.status.StatusRoute;
import doublegrok.viewer.page.PageRoute;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Page of every endpoint, from the routes that the services register. */
final class HttpPage {
  private final Markdown page = new Markdown("HTTP", """
      What the page is made of can be asked by a program too: a viewer (also `demo`, and an \
      evaluator without `--no-view`) answers all of these, a generator and a \
      trainer those of every service. \
      [openapi.json](openapi.json) says the same to programs.

      With a token each request but those for health needs it, as `Authorization: Bearer TOKEN`. \
      HEAD is answered wherever GET is. What is refused or fails is answered \
      by `{"error": "one sentence"}`.
      """);

  private HttpPage() {}

  static String text() {
    return new HttpPage().write();
  }

  private String write() {
    page.table(
        List.of("status", "of any request"),
        new TreeMap<>(OpenApi.OF_ALL)
            .entrySet().stream()
                .map(each -> List.of(String.valueOf(each.getKey()), each.getValue()))
                .toList());
    page.heading(2, "Every service");
    Stream.of(StatusRoute.values()).map(StatusRoute::route).forEach(this::route);
    page.heading(2, "Viewer");
    Stream.of(PageRoute.values()).map(PageRoute::route).forEach(this::route);
    page.heading(2, "Commands");
    page.paragraph("The body of a command is JSON of one of these forms; the values of `set` are"
        + " texts, as in a run spec:");
    page.code("json", """
        {"command": "swap", "set": {"distribution.tasks": "8"}, "at_batch": 1200}
        {"command": "pause"}
        {"command": "resume"}
        {"command": "stop"}
        {"command": "fork", "as": "demo-b", "at_step": 1500, "set": {"swaps": "[]"}}
        """);
    page.paragraph("`at_batch` may be left out, and `set` of a fork. The answer is"
        + " `{\"accepted\": true, \"message\": ..., \"batch\": ...}`; a refusal has `error` in"
        + " place of `message`.");
    return page.toString();
  }

  private void route(Route route) {
    page.heading(3, "%s %s".formatted(route.method(), route.path()));
    page.paragraph("%s Answers `%s`.".formatted(plain(route.about()), route.type()));
    page.table(
        List.of("parameter", "must be", "meaning"),
        route.parameters().stream()
            .map(each -> List.of(
                quoted(each.name()),
                (each.number() ? "a whole number of 0 or more" : "a text")
                    + (each.required() ? ", given" : ""),
                plain(each.about())))
            .toList());
    page.table(
        List.of("status", "meaning"),
        route.answers().stream()
            .sorted(Comparator.comparing(Answer::status))
            .map(each -> List.of(String.valueOf(each.status()), plain(each.meaning())))
            .toList());
  }
}
