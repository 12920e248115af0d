package doublegrok.architecture;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of what documents may point at: what they name is there. */
final class Documents {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern FOLDER = Pattern.compile("(?m)^([\\w-]+)/ |  ([\\w-]+)/ ");
  private static final Pattern PATH = Pattern.compile("[\\w.*-]+(/[\\w.*-]+)+/?|[\\w.-]+/");
  private static final Set<String> PROPER_NAMES = Set.of("PyTorch", "TorchScript");
  private static final Pattern TYPE = Pattern.compile("\\b(?:[A-Z][a-z0-9]+)+[A-Z]\\w+\\b");

  private final Set<Path> files;

  /**
   * Rules over these files and the folders that they lie in.
   *
   * @param files relative to the checkout
   */
  Documents(Collection<Path> files) {
    Set<Path> known = new HashSet<>(files);
    for (Path file : files) {
      for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
        known.add(folder);
      }
    }
    this.files = Set.copyOf(known);
  }

  /**
   * Paths and types in a text that are nowhere. A path is quoted and has a slash; {@code ...} in it
   * stands for any folders, and {@code *} for any letters. A type is quoted or in a fenced picture,
   * and of two words or more.
   */
  List<String> missing(String text) {
    List<String> missing = new ArrayList<>();
    for (MatchResult fenced : FENCED.matcher(text).results().toList()) {
      for (MatchResult type : TYPE.matcher(fenced.group()).results().toList()) {
        if (!PROPER_NAMES.contains(type.group()) && !isThere("**/" + type.group() + ".java")) {
          missing.add(type.group());
        }
      }
    }
    for (MatchResult quoted : QUOTED.matcher(withoutFences(text)).results().toList()) {
      String name = quoted.group(1);
      if (PATH.matcher(name).matches() && !isThere(name)) {
        missing.add(name);
      } else if (TYPE.matcher(name).matches() && !isThere("**/" + name + ".java")) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** Folders at the root that a text lists, each before its phrase, and that are nowhere. */
  List<String> missingFolders(String text) {
    List<String> missing = new ArrayList<>();
    for (MatchResult fenced : FENCED.matcher(text).results().toList()) {
      for (MatchResult folder : FOLDER.matcher(fenced.group()).results().toList()) {
        String name = folder.group(1) == null ? folder.group(2) : folder.group(1);
        if (!isThere(name)) {
          missing.add(name);
        }
      }
    }
    return missing;
  }

  /**
   * Links in a document that lead to no file or to no heading.
   *
   * @param root of the checkout
   * @param file of the document, relative to the root
   */
  static List<String> deadLinks(Path root, Path file) {
    List<String> dead = new ArrayList<>();
    String text =
        QUOTED.matcher(withoutFences(SourceTree.read(root.resolve(file)))).replaceAll("");
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      if (!ELSEWHERE.matcher(link.group(1)).matches() && !leads(root, file, link.group(1))) {
        dead.add("%s links to %s".formatted(file, link.group(1)));
      }
    }
    return dead;
  }

  private static boolean leads(Path root, Path file, String link) {
    String[] parts = link.split("#", 2);
    Path from = root.resolve(file);
    Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || anchors(SourceTree.read(target)).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : HEADING.matcher(withoutFences(text)).results().toList()) {
      anchors.add(heading
          .group(1)
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N} _-]", "")
          .replace(' ', '-'));
    }
    return anchors;
  }

  private boolean isThere(String name) {
    String glob = name.replace("...", "**").replaceAll("/$", "");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return files.stream().anyMatch(matcher::matches);
  }

  private static String withoutFences(String text) {
    return FENCED.matcher(text).replaceAll(Matcher.quoteReplacement(""));
  }
}
