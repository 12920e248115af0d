package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.spec.text.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scheduled swaps, each faulty in its way. */
final class SwapFaultsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      5                       | swaps must be a list of maps with the keys at_batch and set, was 5
      {at_batch: 5}           | unknown key swaps.at_batch; swaps cannot be a map
      [5]                     | swaps[0] must be a map with the keys at_batch and set, was 5
      [{at_batch: 0, set: {distribution.tasks: 6}}]  | swaps[0].at_batch must be a whole number 1..
      [{set: {distribution.tasks: 6}}]               | swaps[0].at_batch is missing
      [{at_batch: 5}]                                | swaps[0].set is missing
      [{at_batch: 5, set: {}}]                       | swaps[0].set must be a map with at least one
      [{at_batch: 5, set: {distribution: {}}}]       | swaps[0].set must be a map with at least one
      [{at_batch: 5, set: [distribution.tasks]}]     | swaps[0].set must be a map with at least one
      [{at_batch: 5, set: {distribution.tasks: }}]   | swaps[0].set.distribution.tasks must have a
      [{at_batch: 5, set: {distribution.collinear: }}] | swaps[0].set.distribution.collinear must
      [{at_batch: 5, set: {tasks: 6}}]               | unknown key swaps[0].set.tasks; did you mean
      [{at_batch: 5, set: {distribution.tasks: x}}]  | swaps[0].set.distribution.tasks must be a
      [{at_batch: 5, set: {distribution.tasks: 99}}] | swaps[0].set.distribution.tasks must be 1..49
      [{at_batch: 5, set: {distribution.shots: 9}}]  | swaps[0].set.distribution.shots must fit the
      [{at_batch: 5, set: {training.steps: 9}}]      | swaps[0].set.training.steps cannot be changed
      [{at_batch: 5, at: 6, set: {distribution.tasks: 6}}] | unknown key swaps[0].at
      """)
  void refuses(String swaps, String sentence) {
    assertThat(SpecTexts.sentences("swaps=" + swaps))
        .singleElement()
        .asString()
        .startsWith(sentence);
  }

  @Test
  void namesTheLineOfTheSwap() {
    String yaml = SpecTexts.SHORTEST + """
        swaps:
          - at_batch: 10
            set: {distribution.tasks: 40}
          - at_batch: 10
            set:
              distribution.shots: 8
              distribution.tasks: 50
        """;

    List<Fault> faults = SpecTexts.faults(yaml);

    assertThat(faults)
        .extracting(fault -> fault.place().line().orElse(0), Fault::key)
        .containsExactly(
            tuple(25, "swaps[1].at_batch"), tuple(28, "swaps[1].set.distribution.tasks"));
  }

  @Test
  void aSwapBuildsOnTheOnesBeforeIt() {
    String rectangles = "{at_batch: 5, set: {distribution.selection: rectangles}}";
    String twenty = "{at_batch: 6, set: {distribution.tasks: 18}}";

    assertThat(SpecTexts.sentences("swaps=[" + twenty + "]")).isEmpty();
    assertThat(SpecTexts.sentences("swaps=[" + rectangles + ", " + twenty + "]"))
        .singleElement()
        .asString()
        .startsWith("swaps[1].set.distribution.tasks");
  }

  @Test
  void aFaultDoesNotBreedFaultsInTheSwapsBehindIt() {
    assertThat(SpecTexts.sentences("swaps=[{at_batch: 5, set: {distribution.tasks: 99}},"
            + " {at_batch: 6, set: {distribution.selection: rectangles, distribution.tasks: 18}}]"))
        .hasSize(1);
  }

  @Test
  void thereIsABoundOnSwaps() {
    String swap = "{at_batch: 5, set: {distribution.tasks: 6}},";

    assertThat(SpecTexts.sentences("swaps=[" + swap.repeat(1001) + "]"))
        .containsExactly("swaps must be at most 1000, were 1001");
  }
}
