package doublegrok.local.reference;

import java.util.List;
import java.util.stream.Collectors;

/** Writer of one page of Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  /**
   * A page.
   *
   * @param title its first heading
   * @param introduction its first paragraph
   */
  Markdown(String title, String introduction) {
    heading(1, title);
    paragraph("<!-- Made from the program by ReferenceTest, which says how; never edit it. -->");
    paragraph(introduction);
  }

  void heading(int level, String title) {
    text.append("#".repeat(level)).append(' ').append(title).append("\n\n");
  }

  void paragraph(String words) {
    text.append(words.strip()).append("\n\n");
  }

  void code(String language, String lines) {
    text.append("```").append(language).append('\n');
    text.append(lines.strip()).append("\n```\n\n");
  }

  /** A table, unless it has no rows. */
  void table(List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      row(head);
      row(head.stream().map(each -> "---").toList());
      rows.forEach(this::row);
      text.append('\n');
    }
  }

  private void row(List<String> cells) {
    text.append(cells.stream()
        .map(each -> each.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Words of the program, none of which is meant as a sign of Markdown. */
  static String plain(String words) {
    return words.strip().replaceAll("\\s*\n\\s*", " ").replaceAll("([*<\\[])", "\\\\$1");
  }

  static String quoted(String code) {
    return "`" + code + "`";
  }

  /** The page's text. */
  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
