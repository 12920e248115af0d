package doublegrok.spec;

/**
 * A run spec that comes with the program.
 *
 * @param name for example {@code demo}
 * @param description one line: what one will see
 * @param yaml the commented text
 */
public record Preset(String name, String description, String yaml) {}
