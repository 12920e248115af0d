package doublegrok.evaluator.view;

import java.util.OptionalLong;

/**
 * Something that happened to a run at a step.
 *
 * @param step training step at which it holds
 * @param label one short sentence for a person
 * @param batch first batch that it concerns, where it has one
 */
public record Mark(long step, MarkKind kind, String label, OptionalLong batch) {}
