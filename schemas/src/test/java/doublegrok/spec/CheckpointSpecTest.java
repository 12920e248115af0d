package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointSpecTest {
  private static final String[] LOG = {"checkpoint.at=log", "checkpoint.every="};
  private static final long END = 300_000;

  @Test
  void byTheLogarithmEightStepsToADoublingHaveOne() {
    CheckpointSpec log = SpecTexts.parse(LOG).checkpoint();
    TreeSet<Long> expected = new TreeSet<>(List.of(0L));
    for (int place = 0; Math.round(Math.pow(2, place / 8.0)) <= END; place++) {
      expected.add(Math.round(Math.pow(2, place / 8.0)));
    }

    List<Long> planned =
        LongStream.rangeClosed(0, END).filter(log::isPlanned).boxed().toList();

    assertThat(planned).containsExactlyElementsOf(expected);
    assertThat(planned)
        .startsWith(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 15L, 16L, 17L, 19L);
    assertThat(planned.stream().filter(step -> step >= 1024 && step < 2048)).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "every"})
  void eachIsCountedAndEveryThirdIsOneOfThree(String at) {
    RunSpec whole = at.equals("log") ? SpecTexts.parse(LOG) : SpecTexts.parse();
    CheckpointSpec spec = whole.checkpoint();
    long count = 0;
    long newest = 0;
    for (long step = 1; step <= 500; step++) {
      if (spec.isPlanned(step)) {
        count++;
        newest = step;
      }
      assertThat(spec.planned(step)).as("up to step %d", step).isEqualTo(count);
      assertThat(spec.newestPlanned(step)).isEqualTo(newest);
      assertThat(spec.isOneOfEvery(3, step)).isEqualTo(newest == step && count % 3 == 0);
    }
    assertThat(spec.isOneOfEvery(3, 0)).isTrue();
  }

  @Test
  void theDistanceOfEvenOnesIsThatOfNoOthers() {
    RunSpec spec = SpecTexts.parse(LOG);

    String written = RunSpecs.canonical(spec);
    assertThat(written).contains("checkpoint:\n  at: log\n  keep_every: 1\n");
    assertThat(RunSpecs.builtIn().parse(written, "its text", List.of())).isEqualTo(spec);
    assertThat(RunSpecs.canonical(SpecTexts.parse()))
        .as("specs of former releases are as they were")
        .contains("checkpoint:\n  every: 10\n  keep_every: 1\n");
    assertThat(SpecTexts.sentences("checkpoint.at=log"))
        .containsExactly("checkpoint.every belongs to at: every alone; remove it"
            + " (--set checkpoint.every=), or checkpoint.at");
    assertThat(SpecTexts.sentences("checkpoint.every=", "checkpoint.keep_last=2"))
        .containsExactly("checkpoint.every is missing: it must be a whole number 1..1000000000");
  }

  @Test
  void probesLookAtOneOfSoMany() {
    RunSpec spec = SpecTexts.parse(LOG[0], LOG[1], "probes={attention: 5}");

    List<Long> looks = LongStream.rangeClosed(0, 20)
        .filter(step -> spec.evaluation().looks("attention", step, spec.checkpoint()))
        .boxed()
        .toList();

    assertThat(looks).containsExactly(0L, 5L, 10L, 16L);
  }
}
