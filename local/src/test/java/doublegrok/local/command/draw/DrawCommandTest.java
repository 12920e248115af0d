package doublegrok.local.command.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.generator.BatchSource;
import doublegrok.local.command.Doublegrok;
import doublegrok.model.safetensors.PlainArray;
import doublegrok.record.RealSequences;
import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.SequenceLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws into files, and reads them as the format says. */
final class DrawCommandTest {
  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("drawn.safetensors");
  }

  @Test
  void batchesHaveTheBytesThatTheLogHas() throws Exception {
    draw(0, "--preset", "smoke", "--batches", "3..5");

    ByteBuffer expected = ByteBuffer.allocate(1 << 20);
    List<Integer> latents = new ArrayList<>();
    for (int index = 3; index <= 5; index++) {
      TokenSequences payload = (TokenSequences) batch("smoke", index).getPayload();
      expected.put(payload.getTokens());
      latents.addAll(payload.getLatents());
    }
    assertThat(bytes("tokens")).isEqualTo(expected.flip());
    ByteBuffer drawn = bytes("latents");
    assertThat(IntStream.range(0, latents.size()).mapToObj(at -> drawn.getInt(4 * at)))
        .isEqualTo(latents);
    assertThat(header().at("/tokens/dtype").asText()).isEqualTo("U8");
    assertThat(header().at("/__metadata__/drawn").asText()).isEqualTo("batches 3..5");
    assertThat(header().at("/__metadata__/spec").asText())
        .isEqualTo(RunSpecs.canonical(spec("smoke")));
    assertThat(header().at("/answer_positions/shape/0").asInt())
        .isEqualTo(batch("smoke", 3).getAnswerPositions().size());
  }

  @Test
  void realNumbersAreThoseOfTheLogToo() throws Exception {
    draw(0, "--preset", "regression", "--batches", "7");

    RealSequences payload = (RealSequences) batch("regression", 7).getPayload();
    assertThat(bytes("inputs")).isEqualTo(payload.getInputs());
    assertThat(bytes("targets")).isEqualTo(payload.getTargets());
  }

  @Test
  void moreSequencesOfASetBeginWithFewer() throws Exception {
    draw(0, "--preset", "smoke", "--evaluation", "ood", "--sequences", "40");
    ByteBuffer many = bytes("tokens");
    draw(0, "--force", "--preset", "smoke", "--evaluation", "ood", "--sequences", "10");
    ByteBuffer few = bytes("tokens");

    assertThat(many.remaining()).isEqualTo(4 * few.remaining());
    assertThat(many.limit(many.position() + few.remaining())).isEqualTo(few);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --batches 9..3             | --batches must ascend and be within 0..
      --batches 100000           | --batches must ascend and be within 0..
      --batches x                | --batches must be an index, or two as in 0..9, was 'x'
      --evaluation od            | there is no set 'od' at batch
      --evaluation ood --sequences 0 | --sequences must be at least 1, was 0
      --evaluation ood --sequences 20000000 | at most 10,000,000 sequences, 20,000,000 were asked
      --evaluation ood --at-batch -1 | --at-batch must be within 0..
      --batches 1 --sequences 3  | batches have their own number
      --evaluation ood --batches 1 | one of --batches I[..J] and --evaluation SET is needed
      """)
  void whatCannotBeIsRefusedInASentence(String words, String sentence) {
    List<String> arguments = new ArrayList<>(List.of("--preset", "smoke"));
    arguments.addAll(List.of(words.trim().split(" +", -1)));

    assertThat(draw(2, arguments.toArray(String[]::new))).contains(sentence);
    assertThat(file).doesNotExist();
  }

  @Test
  void batchesOfTwoLengthsAreNoOneArray() {
    assertThat(draw(
            2,
            "--preset",
            "smoke",
            "--set",
            "swaps=[{at_batch: 2, set: {distribution.shots: 2}}]",
            "--batches",
            "1..2"))
        .contains("these batches differ in length, since a swap lies between them");
  }

  @Test
  void tokensOfALargeVocabularyHaveTwoBytes() {
    SequenceLayout layout = new SequenceLayout(1000, 3, List.of(1, 2), 0);
    byte[] bytes = {1, 0, (byte) 231, 3, 2, 1};
    var sequences = new doublegrok.task.TokenSequences(layout, 1, bytes, new int[] {5});

    PlainArray tokens = DrawnArrays.of(List.of(sequences, sequences)).get(0);

    assertThat(tokens.type()).isEqualTo(PlainArray.Type.U16);
    assertThat(tokens.shape()).containsExactly(2L, 3L);
    assertThat(tokens.bytes().order(ByteOrder.LITTLE_ENDIAN).getShort(2)).isEqualTo((short) 999);
    assertThat(tokens.bytes().getShort(8)).isEqualTo((short) 999);
  }

  private String draw(int code, String... arguments) {
    List<String> line = new ArrayList<>(List.of("draw", "--out", file.toString()));
    line.addAll(List.of(arguments));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    assertThat(Doublegrok.run(out, out, line.toArray(String[]::new)))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }

  private JsonNode header() throws Exception {
    byte[] all = Files.readAllBytes(file);
    return new ObjectMapper().readTree(all, 8, length(all));
  }

  private static int length(byte[] all) {
    return (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  private ByteBuffer bytes(String name) throws Exception {
    byte[] all = Files.readAllBytes(file);
    JsonNode offsets = header().get(name).get("data_offsets");
    int begin = 8 + length(all) + offsets.get(0).asInt();
    int size = offsets.get(1).asInt() - offsets.get(0).asInt();
    return ByteBuffer.wrap(all, begin, size).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static SequenceBatch batch(String preset, long index) {
    return new BatchSource("a", spec(preset)).batch(index);
  }

  private static RunSpec spec(String preset) {
    return RunSpecs.builtIn().parse(Presets.text(preset), preset, List.of());
  }
}
