package doublegrok.control;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.StartRun;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunOriginTest {
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());
  private static final String TEXT = RunSpecs.canonical(SPEC);

  @Test
  void isTheFirstCommandThatMakesTheRun() {
    ForkRun fork = new ForkRun("parent", 5L, TEXT);

    assertThat(in()).isEmpty();
    assertThat(in(command(new StartRun(TEXT)), command(fork))).hasValueSatisfying(origin -> {
      assertThat(origin.spec()).isEqualTo(SPEC);
      assertThat(origin.fork()).isEmpty();
      assertThat(origin.firstBatch()).isZero();
    });
    assertThat(in(command(new PauseRun()), command(fork))).hasValueSatisfying(origin -> {
      assertThat(origin.fork()).hasValue(fork);
      assertThat(origin.firstBatch()).isEqualTo(5);
    });
  }

  @Test
  void aStartThatTheGeneratorRefusesMakesNoRun() {
    assertThat(in(command(new StartRun("seed: [1")), command(new StartRun(TEXT))))
        .hasValueSatisfying(origin -> assertThat(origin.spec()).isEqualTo(SPEC));
  }

  private static Optional<RunOrigin> in(ControlCommand... commands) {
    return RunOrigin.in(List.of(commands), RunSpecs.builtIn());
  }

  private static ControlCommand command(Object body) {
    return new ControlCommand("a", 0, "id", Instant.EPOCH, body);
  }
}
