package doublegrok.viewer.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Something that happened to a run at a step.
 *
 * @param step training step at which it holds
 * @param label one short sentence for a person
 * @param batch first batch that it concerns, where it has one
 * @param version distribution version that holds then, where it is known
 * @param details the same for a program, by the names that events give them
 */
public record Mark(
    long step,
    MarkKind kind,
    String label,
    OptionalLong batch,
    OptionalLong version,
    Map<String, String> details) {
  public Mark {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** A mark of which no more is known. */
  public static Mark of(long step, MarkKind kind, String label) {
    return new Mark(step, kind, label, OptionalLong.empty(), OptionalLong.empty(), Map.of());
  }

  /** A mark that concerns a batch. */
  public static Mark of(long step, MarkKind kind, String label, long batch) {
    return new Mark(step, kind, label, OptionalLong.of(batch), OptionalLong.empty(), Map.of());
  }
}
