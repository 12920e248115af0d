package doublegrok.local.tutorial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Step of a tutorial: what its reader types or sees, in the terminal that a block names. */
sealed interface Step {
  /** The title of a terminal; empty on a page that needs one only. */
  String terminal();

  /**
   * A block {@code sh}: what the reader types.
   *
   * @param commands for a shell, which ends with the first that fails
   */
  record Typed(String terminal, String commands) implements Step {}

  /**
   * A block {@code text}: lines that follow one another in what is printed. In a line {@code ...}
   * stands for anything, as a line of its own for any lines.
   */
  record Seen(String terminal, String lines) implements Step {
    private static final String ANYTHING = "...";

    /** Whether it is in what was printed. */
    boolean isIn(String printed) {
      StringBuilder pattern = new StringBuilder("(?m)");
      for (String line : lines.lines().toList()) {
        pattern.append(line.equals(ANYTHING) ? "(?:^.*\n)*?" : "^" + words(line) + "$\n");
      }
      return Pattern.compile(pattern.toString()).matcher(printed).find();
    }

    private static String words(String line) {
      List<String> parts = new ArrayList<>();
      for (String part : line.split(Pattern.quote(ANYTHING), -1)) {
        parts.add(Pattern.quote(part));
      }
      return String.join(".*", parts);
    }
  }

  /** Those of a page, in order; what has no title is seen where the last commands were typed. */
  static List<Step> of(String page) {
    Pattern fence = Pattern.compile("(?ms)^```(sh|text)(?: title=\"([^\"]+)\")?$\n(.*?)^```$");
    List<Step> steps = new ArrayList<>();
    String last = "";
    for (MatchResult each : fence.matcher(page).results().toList()) {
      Optional<String> title = Optional.ofNullable(each.group(2));
      if (each.group(1).equals("sh")) {
        last = title.orElse("");
        steps.add(new Typed(last, each.group(3)));
      } else {
        steps.add(new Seen(title.orElse(last), each.group(3)));
      }
    }
    return List.copyOf(steps);
  }
}
