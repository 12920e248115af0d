package doublegrok.local.command.draw;

import doublegrok.model.safetensors.PlainArray;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Blocks of sequences of one layout as arrays, row after row: N in all, of length L. */
final class DrawnArrays {
  private DrawnArrays() {}

  /**
   * The arrays of a file: {@code tokens} [N, L], one byte each or two (little-endian), as on the
   * log; or {@code inputs} [N, L, numbers] and {@code targets} [N, A, numbers]; {@code latents}
   * [N]; {@code answer_positions} and {@code answer_weights} [A].
   *
   * @throws IllegalArgumentException if the layouts differ
   */
  static List<PlainArray> of(List<? extends Sequences> blocks) {
    SequenceLayout layout = blocks.get(0).layout();
    if (!blocks.stream().allMatch(each -> each.layout().equals(layout))) {
      throw new IllegalArgumentException(
          "these batches differ in length, since a swap lies between them; draw those before it and"
              + " those behind it into a file each");
    }
    long rows = blocks.stream().mapToLong(Sequences::count).sum();
    List<PlainArray> arrays = new ArrayList<>(values(blocks, layout, rows));
    int[] latents =
        blocks.stream().flatMapToInt(each -> Arrays.stream(each.latents())).toArray();
    int answers = layout.answerPositions().size();
    arrays.add(PlainArray.of("latents", List.of(rows), latents));
    arrays.add(PlainArray.of(
        "answer_positions",
        List.of((long) answers),
        layout.answerPositions().stream().mapToInt(Integer::intValue).toArray()));
    float[] weights = new float[answers];
    for (int answer = 0; answer < answers; answer++) {
      weights[answer] = (float) layout.weight(answer);
    }
    arrays.add(PlainArray.of("answer_weights", List.of((long) answers), weights));
    return List.copyOf(arrays);
  }

  private static List<PlainArray> values(
      List<? extends Sequences> blocks, SequenceLayout layout, long rows) {
    long length = layout.length();
    if (layout.form() instanceof SequenceForm.Tokens form) {
      List<byte[]> bytes =
          blocks.stream().map(each -> TokenSequences.of(each).bytes()).toList();
      PlainArray.Type type = form.tokenBytes() == 1 ? PlainArray.Type.U8 : PlainArray.Type.U16;
      return List.of(new PlainArray("tokens", type, List.of(rows, length), joined(bytes)));
    }
    SequenceForm.Reals form = (SequenceForm.Reals) layout.form();
    List<RealSequences> reals =
        blocks.stream().map(each -> (RealSequences) each).toList();
    long answers = layout.answerPositions().size();
    return List.of(
        PlainArray.of(
            "inputs",
            List.of(rows, length, (long) form.inputs()),
            numbers(reals.stream().map(RealSequences::inputs).toList())),
        PlainArray.of(
            "targets",
            List.of(rows, answers, (long) form.outputs()),
            numbers(reals.stream().map(RealSequences::targets).toList())));
  }

  private static ByteBuffer joined(List<byte[]> parts) {
    ByteBuffer all =
        ByteBuffer.allocate(parts.stream().mapToInt(each -> each.length).sum());
    parts.forEach(all::put);
    return all.flip();
  }

  private static float[] numbers(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(each -> each.length).sum()];
    int at = 0;
    for (float[] each : parts) {
      System.arraycopy(each, 0, all, at, each.length);
      at += each.length;
    }
    return all;
  }
}
