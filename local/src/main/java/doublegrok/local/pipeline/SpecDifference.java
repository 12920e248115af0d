package doublegrok.local.pipeline;

import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.stream.IntStream;

/** Says in what two specs differ, by the lines of their canonical text. */
final class SpecDifference {
  private static final int SHOWN = 5;

  private SpecDifference() {}

  /** Throws if the run exists with another spec than the one that is asked for. */
  static void refuse(String run, RunSpec existing, RunSpec asked) {
    if (existing.equals(asked)) {
      return;
    }
    List<String> was = RunSpecs.canonical(existing).lines().toList();
    List<String> wanted = RunSpecs.canonical(asked).lines().toList();
    List<String> differences = IntStream.range(0, Math.max(was.size(), wanted.size()))
        .filter(line -> !at(was, line).equals(at(wanted, line)))
        .limit(SHOWN)
        .mapToObj(line -> "'%s' is now '%s'".formatted(at(was, line), at(wanted, line)))
        .toList();
    throw new IllegalArgumentException(
        "run '%s' exists with another spec (%s); name a new run with --run, or another --dir"
            .formatted(run, String.join(", ", differences)));
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).strip() : "";
  }
}
