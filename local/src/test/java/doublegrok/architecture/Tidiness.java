package doublegrok.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of a source file, as a pure function of its name and text. */
final class Tidiness {
  static final int LINES = 300;
  static final int COLUMNS = 100;

  // Written in halves, so that this file keeps its own rules.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("Thread" + "\\.sleep|TimeUnit\\.\\w+\\.sleep");
  private static final Pattern CODE_IN_COMMENT =
      Pattern.compile("^\\s*//\\s*(import .*;|return\\b.*;|(if|for|while) \\(.*\\{|[\\w.]+\\(.*\\);"
          + "|(final |var )?[\\w<>\\[\\]]+ \\w+ = .*;|\\})\\s*$");
  private static final Pattern ASSERTION =
      Pattern.compile("\\b(assert\\w*|verify\\w*|fail|until\\w*)\\(|\\.check\\(");
  private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|ArchTest)\\b");

  /** The words of each family, and where they belong. */
  private static final Pattern MODULAR = Pattern.compile(
      "(?i)\\b(modul(us|o|ar)|modular-\\w+|impostors?|rectangles?|ratio[ -]?heads?|collinear)\\b");

  private static final String MODULAR_HOME = "task/src/main/java/doublegrok/task/modular";

  /** Besides its package: the list, what is measured, and the records of former releases. */
  private static final List<String> MAY_NAME_FAMILIES = List.of(
      MODULAR_HOME,
      "task/src/main/java/doublegrok/task/families",
      "bench/",
      "schemas/src/main/resources/doublegrok/presets",
      "schemas/src/main/resources/doublegrok/sweeps",
      "schemas/src/main/resources/doublegrok/record/frozen",
      "schemas/src/main/avro/probe-result.avsc",
      "schemas/src/main/java/doublegrok/log/FormerFindings.java");

  private Tidiness() {}

  /**
   * What is untidy.
   *
   * @param file relative to the checkout
   * @param text of the file
   * @return a sentence a fault, with file and line
   */
  static List<String> faults(Path file, String text) {
    List<String> faults = new ArrayList<>();
    String name = file.getFileName().toString();
    boolean java = name.endsWith(".java");
    List<String> lines = text.lines().toList();
    for (int line = 1; line <= lines.size(); line++) {
      for (String fault : lineFaults(lines.get(line - 1), java, isTest(file))) {
        faults.add("%s:%d %s".formatted(file, line, fault));
      }
      familyFault(file, lines.get(line - 1)).ifPresent(faults::add);
    }
    if (java && lines.size() > LINES) {
      faults.add("%s has %d lines, at most %d are allowed".formatted(file, lines.size(), LINES));
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      faults.add(file + " does not end with a newline");
    }
    if (isTest(file) && TEST.matcher(text).find() && !ASSERTION.matcher(text).find()) {
      faults.add(file + " has tests but asserts nothing");
    }
    return faults;
  }

  private static List<String> lineFaults(String line, boolean java, boolean test) {
    List<String> faults = new ArrayList<>();
    if (line.indexOf('\t') >= 0) {
      faults.add("has a tab");
    }
    if (UNFINISHED.matcher(line).find()) {
      faults.add("is marked as unfinished: finish it, or open an issue");
    }
    int columns = line.codePointCount(0, line.length());
    if (java && columns > COLUMNS && !line.startsWith("import ")) {
      faults.add("has %d columns, at most %d are allowed".formatted(columns, COLUMNS));
    }
    if (java && CODE_IN_COMMENT.matcher(line).find()) {
      faults.add("is code in a comment: git remembers it");
    }
    if (test && SLEEP.matcher(line).find()) {
      faults.add("sleeps: await a condition instead");
    }
    return faults;
  }

  /** What only one family knows stands with it, so that another can come without a change. */
  private static Optional<String> familyFault(Path file, String line) {
    String path = file.toString().replace('\\', '/');
    Matcher word = MODULAR.matcher(line);
    boolean may = !path.contains("src/main/")
        || MAY_NAME_FAMILIES.stream().anyMatch(path::startsWith)
        || !word.find();
    return may
        ? Optional.empty()
        : Optional.of("%s says '%s', a word of one family: put it into %s"
            .formatted(file, word.group(), MODULAR_HOME));
  }

  private static boolean isTest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith("Test.java") || name.endsWith("IT.java");
  }
}
