package doublegrok.sweep;

import doublegrok.log.RecordKeys;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Note of a person about a run.
 *
 * @param run its name
 * @param tags by which runs are found again, sorted: words of letters, digits and {@code ._:-}
 * @param text a line; empty for none
 */
public record RunNote(String run, List<String> tags, String text) {
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:-]{0,39}");
  private static final int TAGS_MAX = 16;
  private static final int TEXT_MAX = 1000;

  public RunNote {
    RecordKeys.checkedRunName(run);
    tags = List.copyOf(new TreeSet<>(tags));
    tags.stream().filter(each -> !TAG.matcher(each).matches()).findFirst().ifPresent(unfit -> {
      throw new IllegalArgumentException(
          "a tag has 1 to 40 letters, digits or any of . _ : - and begins with a letter or digit,"
              + " was '%s'".formatted(unfit));
    });
    if (tags.size() > TAGS_MAX) {
      throw new IllegalArgumentException(
          "a run has at most %d tags, was given %d".formatted(TAGS_MAX, tags.size()));
    }
    if (text.length() > TEXT_MAX || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a note is one line of at most %d characters, was %d characters%s"
              .formatted(
                  TEXT_MAX,
                  text.length(),
                  text.length() > TEXT_MAX
                      ? ""
                      : " with a line break or another control among them"));
    }
  }

  /** The note of a run of which nobody has noted anything. */
  public static RunNote none(String run) {
    return new RunNote(run, List.of(), "");
  }
}
