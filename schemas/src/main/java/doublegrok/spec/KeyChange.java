package doublegrok.spec;

/**
 * A key whose value becomes another.
 *
 * @param key dotted, for example {@code distribution.tasks}
 * @param before its value as text
 * @param after its new value as text
 */
public record KeyChange(String key, String before, String after) {}
