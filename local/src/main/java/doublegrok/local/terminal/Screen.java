package doublegrok.local.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Lines at the end of a terminal that are written over; by ANSI's control sequences. */
final class Screen {
  private static final String UP = "\u001B[A";
  private static final String ERASE_BELOW = "\r\u001B[J";
  private static final String CLIP_LINES = "\u001B[?7l"; // a wrapped line would count as two
  private static final String WRAP_LINES = "\u001B[?7h";

  private Screen() {}

  /** Writes the lines, each cut at the terminal's edge. */
  static void write(PrintWriter out, List<String> lines) {
    out.print(CLIP_LINES);
    lines.forEach(out::println);
    out.print(WRAP_LINES);
  }

  /** Takes away the last lines that were written. */
  static void erase(PrintWriter out, int lines) {
    if (lines > 0) {
      out.print(UP.repeat(lines) + ERASE_BELOW);
    }
  }
}
