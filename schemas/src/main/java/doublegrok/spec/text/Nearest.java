package doublegrok.spec.text;

import java.util.Collection;
import java.util.Optional;

/** Finds what a person probably meant. */
public final class Nearest {
  private static final int LONGEST_WORD = 64;

  private Nearest() {}

  /** The candidate that is fewest edits away, if it is near enough to be worth a question. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String best = "";
    int bestEdits = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = distance(word, candidate);
      if (edits < bestEdits) {
        bestEdits = edits;
        best = candidate;
      }
    }
    return bestEdits <= Math.max(2, word.length() / 3) ? Optional.of(best) : Optional.empty();
  }

  /** A question to append to a sentence, or nothing. */
  public static String question(String word, Collection<String> candidates) {
    return to(word, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** A question to append to a sentence, or its end: for where another follows. */
  public static String questionOrStop(String word, Collection<String> candidates) {
    String question = question(word, candidates);
    return question.isEmpty() ? "." : question;
  }

  /** A key in the wrong section, or in none, is one edit away from its place. */
  private static int distance(String word, String candidate) {
    if (word.length() > LONGEST_WORD) {
      return Integer.MAX_VALUE;
    }
    int whole = edits(word, candidate);
    String last = candidate.substring(candidate.lastIndexOf('.') + 1);
    int lastOnly = edits(word.substring(word.lastIndexOf('.') + 1), last) + 1;
    return candidate.contains(".") ? Math.min(whole, lastOnly) : whole;
  }

  /** Levenshtein's distance, a swap of neighbours counted as one edit. */
  static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        fewest = Math.min(fewest, edits[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          fewest = Math.min(fewest, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = fewest;
      }
    }
    return edits[a.length()][b.length()];
  }
}
