package doublegrok.trainer.compute;

import java.util.List;

/**
 * Choice of one thing that a run is computed by.
 *
 * @param value that was chosen
 * @param reason what it is and why, for people
 * @param warnings sentences on what is slower than a person may expect
 * @param <T> kind of thing
 */
record Choice<T>(T value, String reason, List<String> warnings) {
  Choice {
    warnings = List.copyOf(warnings);
  }

  static <T> Choice<T> of(T value, String reason) {
    return new Choice<>(value, reason, List.of());
  }

  Choice<T> with(String warning) {
    return new Choice<>(value, reason, List.of(warning));
  }
}
