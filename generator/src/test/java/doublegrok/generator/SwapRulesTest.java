package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.CheckedCommand;
import doublegrok.control.SwapRules;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.RunEvent;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.RunSpecs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks beforehand hears what the generator says then. */
final class SwapRulesTest {
  private static final int COMMANDS = 12;

  private final GeneratorDriver generator = new GeneratorDriver();
  private final List<ControlCommand> commands = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final List<Demand> demands = new ArrayList<>();
  private int versions;

  @AfterEach
  void close() {
    generator.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSwapIsAnsweredAsTheCheckSaid(int seed) {
    Random random = new Random(seed);
    command(new StartRun(RunSpecs.canonical(GeneratorDriver.SPEC)));
    long upTo = 0;
    for (int i = 0; i < COMMANDS; i++) {
      upTo = Math.min(GeneratorDriver.ENDS_AT, upTo + random.nextInt(i == 9 ? 500 : 60));
      demand(upTo);
      command(order(random, i));
      swapAsChecked(random);
    }
    assertThat(events).extracting(RunEvent::getKind).contains(EventKind.REFUSED);
  }

  private static Object order(Random random, int i) {
    if (i == COMMANDS - 1) {
      return new StopRun();
    }
    return random.nextBoolean() ? new PauseRun() : new ResumeRun();
  }

  private void swapAsChecked(Random random) {
    Map<String, String> changes = Map.of(
        "distribution.tasks",
        String.valueOf(random.nextInt(8)),
        "distribution.label_noise",
        random.nextBoolean() ? "0.1" : "1.5");
    SwapRules outlook =
        SwapRules.of("a", commands, events, demands, RunSpecs.builtIn()).orElseThrow();
    Long at = random.nextBoolean() ? null : outlook.earliest() - 1 + random.nextInt(30);
    CheckedCommand checked =
        outlook.checked(changes, at == null ? OptionalLong.empty() : OptionalLong.of(at));

    RunEvent said = command(new SwapDistribution(changes, at));

    assertThat(checked.answer().accepted()).isEqualTo(said.getKind() == EventKind.ACCEPTED);
    if (checked.answer().accepted()) {
      assertThat(checked.answer().batch()).hasValue(said.getBatch());
    } else {
      assertThat(checked.answer().message()).isEqualTo(said.getMessage());
    }
  }

  private RunEvent command(Object body) {
    commands.add(new ControlCommand("a", versions, "command-" + versions, Instant.EPOCH, body));
    generator.command("a", versions++, body);
    List<RunEvent> answers = generator.answers();
    events.addAll(answers);
    produceAll();
    return answers.get(answers.size() - 1);
  }

  private void demand(long upTo) {
    demands.add(new Demand("a", upTo, null, 0L, GeneratorDriver.ENDS_AT));
    generator.demand("a", upTo);
    produceAll();
  }

  /** The outlook takes what is asked for as produced. */
  private void produceAll() {
    while (!generator.batches().isEmpty()) {
      generator.advance(GeneratorProcessor.DRAIN_EVERY);
    }
  }
}
