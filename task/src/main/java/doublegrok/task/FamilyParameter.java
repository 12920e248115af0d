package doublegrok.task;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * An integer parameter of a family.
 *
 * @param key key below {@code task}, for example {@code modulus}
 * @param accepted whether a value keeps the rule
 * @param rule the rule in words, for example {@code a prime from 3 to 251}
 * @param fallback the value if the key is absent; empty if it must be given
 */
public record FamilyParameter(
    String key, IntPredicate accepted, String rule, OptionalInt fallback) {}
