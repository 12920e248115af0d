package doublegrok.spec.text;

/**
 * One thing that is wrong with a run spec or a swap.
 *
 * @param place where it was written
 * @param key the dotted key, for example {@code model.width}; empty if the text as a whole is wrong
 * @param sentence what, the value, the rule and the way out
 */
public record Fault(Place place, String key, String sentence) {}
