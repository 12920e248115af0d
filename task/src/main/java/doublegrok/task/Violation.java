package doublegrok.task;

/**
 * A rule that a value breaks.
 *
 * @param key run-spec key of the value, for example {@code distribution.tasks}
 * @param sentence what, the value, the rule and the way out
 */
public record Violation(String key, String sentence) {}
