package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.RunOrigin;
import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.ResumeRun;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.StartRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.RunSpecs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run whose records come from another log goes on where it was, and is answered once. */
final class ImportedProductionTest {
  private static final Map<String, String> SWAP = Map.of("distribution.tasks", "3");
  private final GeneratorDriver generator = new GeneratorDriver();

  @AfterEach
  void close() {
    generator.close();
  }

  @Test
  void itsBatchesGoOnBehindThoseThatItHasWithTheSwapsThatItHeardOf() {
    generator.imported(start(), state(answer(EventKind.ACCEPTED, 8L, SWAP)));
    generator.imported(swap(), state());
    assertThat(generator.events()).isEmpty();

    generator.demand("a", 10);

    List<SequenceBatch> batches = generator.batches();
    assertThat(batches).extracting(SequenceBatch::getIndex).containsExactly(5L, 6L, 7L, 8L, 9L);
    assertThat(batches.get(3).getSwap()).isEqualTo(SWAP);
    assertThat(generator.events())
        .singleElement()
        .extracting(RunEvent::getKind)
        .isEqualTo(EventKind.SWAPPED);
  }

  @Test
  void aPausedRunWaitsForTheCommandThatComesNext() {
    generator.imported(start(), state(answer(EventKind.PAUSED, 5L, Map.of())));
    generator.demand("a", 6);
    assertThat(generator.batches()).isEmpty();

    generator.command("a", 2, new ResumeRun());

    assertThat(generator.answers())
        .singleElement()
        .extracting(RunEvent::getKind)
        .isEqualTo(EventKind.CONTINUED);
    assertThat(generator.batches()).hasSize(1);
  }

  @Test
  void aStateThatIsNoneIsRejected() {
    generator.imported(start(), new byte[] {1, 2, 3});

    assertThat(generator.rejected()).hasSize(1);
    assertThat(generator.answers()).isEmpty();
  }

  /** That of a run with five batches, two commands and a demand that is met. */
  private static byte[] state(RunEvent... answers) {
    return ImportedProduction.state(
        "a",
        new RunOrigin(GeneratorDriver.SPEC, Optional.empty()),
        2,
        List.of(answers),
        Optional.of(new Demand("a", 5L, null, 0L, GeneratorDriver.ENDS_AT)),
        5);
  }

  private static RunEvent answer(EventKind kind, long batch, Map<String, String> changes) {
    Map<String, String> details = new HashMap<>(changes);
    details.put(EventDetails.COMMAND, "one");
    return new RunEvent("a", kind, batch, batch, 0, "", details, Instant.EPOCH);
  }

  private static ControlCommand start() {
    String spec = RunSpecs.canonical(GeneratorDriver.SPEC);
    return new ControlCommand("a", 0, "zero", Instant.EPOCH, new StartRun(spec));
  }

  private static ControlCommand swap() {
    return new ControlCommand("a", 1, "one", Instant.EPOCH, new SwapDistribution(SWAP, null));
  }
}
