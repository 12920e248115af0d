package doublegrok.local.reference;

import static doublegrok.local.reference.Markdown.plain;
import static doublegrok.local.reference.Markdown.quoted;

import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Page of every command and its options, from the model that the command line is read by. */
final class CommandsPage {
  private static final List<String> HEAD = List.of("option", "meaning");

  private final CommandSpec top = new CommandLine(Doublegrok.class).getCommandSpec();
  private final Markdown page = new Markdown(
      "Commands",
      "Every command has `--help`; `doublegrok --version` names the version. Results go to"
          + " standard output, progress and errors to standard error.");

  private CommandsPage() {}

  static String text() {
    return new CommandsPage().write();
  }

  private String write() {
    page.table(
        List.of("command", "what it does"),
        commands()
            .map(each -> List.of(
                "[%s](#%s)".formatted(name(each), name(each).replace(' ', '-')),
                description(each).split("(?<=\\.) ", 2)[0]))
            .toList());
    page.heading(2, "Options of every command");
    page.table(HEAD, options(top));
    page.heading(2, "Exit codes");
    page.table(
        List.of("code", "meaning"),
        List.of(
            List.of(String.valueOf(ExitCode.DONE), "done"),
            List.of(String.valueOf(ExitCode.FAILED), "failed"),
            List.of(String.valueOf(ExitCode.BAD_ARGUMENTS), "bad arguments or run spec"),
            List.of(
                String.valueOf(ExitCode.GIVEN_BACK),
                "asked to stop, and what a worker had is given back: run it again"),
            List.of(String.valueOf(ExitCode.INTERRUPTED), "interrupted")));
    commands().forEach(this::command);
    return page.toString();
  }

  private Stream<CommandSpec> commands() {
    return top.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .flatMap(each -> each.subcommands().isEmpty()
            ? Stream.of(each)
            : each.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct());
  }

  /** As it is typed after the program's name. */
  private static String name(CommandSpec command) {
    return command.qualifiedName().replaceFirst("^doublegrok ", "");
  }

  private void command(CommandSpec command) {
    page.heading(2, name(command));
    page.paragraph(description(command));
    page.code("", synopsis(command));
    List<List<String>> rows = new ArrayList<>();
    for (PositionalParamSpec each : command.positionalParameters()) {
      rows.add(List.of(quoted(each.paramLabel()), described(each, each.arity().min() > 0)));
    }
    rows.addAll(
        options(command).stream().filter(each -> !options(top).contains(each)).toList());
    page.table(HEAD, rows);
    List<String> footer = List.of(command.usageMessage().footer());
    if (!footer.equals(List.of(top.usageMessage().footer()))) {
      page.code("sh", footer.stream().map(String::strip).collect(Collectors.joining("\n")));
    }
  }

  private static List<List<String>> options(CommandSpec command) {
    return command.options().stream()
        .filter(each -> !each.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .map(each -> List.of(quoted(written(each)), described(each, each.required())))
        .toList();
  }

  private static String written(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.arity().max() == 0) {
      return names;
    }
    return names + (option.arity().min() > 0 ? " %s" : "[=%s]").formatted(option.paramLabel());
  }

  private static String described(ArgSpec argument, boolean required) {
    String words = plain(line(String.join(" ", argument.description())));
    return required ? words + " **Required.**" : words;
  }

  private static String description(CommandSpec command) {
    return plain(Stream.of(command.usageMessage().description())
        .map(CommandsPage::line)
        .takeWhile(each -> !each.endsWith(":")) // what follows is no sentence
        .collect(Collectors.joining(" ")));
  }

  /** As help shows it, but for the options that every command has. */
  private static String synopsis(CommandSpec command) {
    Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    command.usageMessage().width(100);
    return help.synopsis(0);
  }

  private static String line(String template) {
    return String.format(template);
  }
}
