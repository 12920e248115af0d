package doublegrok.task;

/**
 * A block of sequences of one layout.
 *
 * @param layout where the answers stand
 * @param count number of sequences
 * @param tokens row-major [count, layout.length], one unsigned byte per token; not copied
 * @param latents latent task of each sequence, [count]; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sequences(SequenceLayout layout, int count, byte[] tokens, int[] latents) {}
