package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what evaluations and levels on the log make of a run's transitions. */
final class TransitionWatchTest {
  private static final double GUESS = 0.1;
  private static final String[] SETS = {"id-train", "id-test", "ood"};
  private static final String[] SWAPPED = {
    "id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test"
  };

  @TempDir
  private Path directory;

  private ViewDriver view;

  @BeforeEach
  void open() {
    view = new ViewDriver(directory.resolve("one"));
    view.start("a");
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void withoutReferencesTheFamilySaysWhatIsNoSkill() {
    RunSpec bare = BareFamily.SPECS.parse(
        Presets.text("smoke"), "smoke", List.of("task.family=bare", "task.modulus=11"));
    view.start("b", ViewDriver.STARTED, bare);
    view.levels(Levels.of("b", 0, List.of(), List.of(), "id-test"));
    view.evaluation("b", 10, "id-test", 25);
    view.evaluation("b", 20, "id-test", 90);

    assertThat(view.events()).singleElement().satisfies(event -> {
      assertThat(event.getStep()).isEqualTo(20);
      assertThat(event.getDetails())
          .contains(
              entry(EventDetails.TRANSITION, "ID-generalisation"),
              entry("null_rate", Double.toString(BareFamily.UNSKILLED)));
    });
  }

  /** With background .1, 90 of 100 have a likelihood ratio far above ln 10,000 at once. */
  @ParameterizedTest
  @CsvSource({
    "id-train, ID-memorisation",
    "id-test, ID-generalisation",
    "ood-train, OOD-memorisation",
    "ood-test, OOD-generalisation",
    "ood, OOD-generalisation",
    "formerly-id-train, formerly-ID-recovery",
    "formerly-id-test, formerly-ID-recovery"
  })
  void aGainOfEachSetIsToldOnce(String set, String transition) {
    view.levels("a", 0, GUESS, set);
    view.evaluation("a", 10, set, 10);
    view.evaluation("a", 20, set, 90);
    view.evaluation("a", 30, set, 90);

    double high = GUESS + 0.0674 * (1 - GUESS);
    double nats = 90 * Math.log(high / GUESS) + 10 * Math.log((1 - high) / (1 - GUESS));
    RunEvent event = view.events().get(0);
    assertThat(view.events()).isEmpty();
    assertThat(event.getRun()).isEqualTo("a");
    assertThat(event.getKind()).isEqualTo(EventKind.TRANSITION);
    assertThat(event.getStep()).isEqualTo(20);
    assertThat(event.getMessage()).contains(transition, set, "step 20", "90 of 100");
    assertThat(event.getDetails())
        .contains(
            entry(EventDetails.TRANSITION, transition),
            entry(EventDetails.SET, set),
            entry(EventDetails.CHANGE, "gained"),
            entry("after_step", "10"),
            entry("by_step", "20"),
            entry("correct", "90"),
            entry("total", "100"),
            entry("null_rate", "0.1"))
        .doesNotContainKey(EventDetails.ONSET_GAP);
    assertThat(number(event, "statistic_nats")).isCloseTo(nats, within(1e-9));
    assertThat(number(event, "alternative_rate")).isCloseTo(high, within(1e-12));
  }

  @Test
  void evaluationsBeforeTheLevelsAreHeardWhenTheseComeByStep() {
    for (long step : List.of(100L, 20L, 3L)) { // by step, not as they came or as text sorts
      view.evaluation("a", step, "id-train", step == 20 ? 90 : 10);
    }
    view.evaluation("a", 3, "ood", 90);
    assertThat(view.events()).isEmpty();

    view.levels("a", 0, GUESS, SETS);

    assertThat(told())
        .containsExactly(
            told("OOD-generalisation", "gained", 3),
            told("ID-memorisation", "gained", 20),
            told("ID-loss", "lost", 100));
  }

  @Test
  void levelsOfAnotherVersionAreNotEnough() {
    view.levels("a", 1, GUESS, SETS);
    view.evaluation("a", 3, "ood", 90);
    assertThat(told()).isEmpty();

    view.levels("a", 0, GUESS, SETS);
    assertThat(told()).containsExactly(told("OOD-generalisation", "gained", 3));
  }

  @Test
  void repeatedAndLateStepsAndLevelsChangeNothing() {
    view.levels("a", 0, GUESS, SETS);
    view.evaluation("a", 10, "ood", 15);
    view.evaluation("a", 20, "ood", 90);
    assertThat(told()).hasSize(1);
    Object watch = view.watch("a");

    view.evaluation("a", 20, "ood", 90);
    view.evaluation("a", 20, "ood", 0); // a twin that a crash made, of other weights
    view.evaluation("a", 10, "ood", 0);
    view.evaluation("a", 5, "ood", 0);
    view.levels("a", 0, GUESS, SETS);

    assertThat(told()).isEmpty();
    assertThat(view.watch("a")).isEqualTo(watch);
  }

  @Test
  void aSkillIsLostAndRegained() {
    view.levels("a", 0, GUESS, SETS);
    view.evaluation("a", 10, "ood", 90);
    view.evaluation("a", 20, "ood", 20);
    view.evaluation("a", 30, "ood", 90);

    assertThat(told())
        .containsExactly(
            told("OOD-generalisation", "gained", 10),
            told("OOD-loss", "lost", 20),
            told("OOD-generalisation", "regained", 30));
  }

  /** The first checkpoint after the swap shows the loss, whichever set is heard first. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whatWasTrainedIsKnownToBeLearnedAfterASwap(boolean levelsLate) {
    view.levels("a", 0, GUESS, SETS);
    for (String set : SETS) {
      view.evaluation("a", 10, set, 90);
    }
    assertThat(told()).hasSize(3);

    if (!levelsLate) {
      view.levels("a", 1, GUESS, SWAPPED);
    }
    for (String set : SWAPPED) { // other tasks are trained now: these too are lost at first
      view.evaluation("a", 20, set, 1, List.of(ViewDriver.count(1, 10)));
    }
    if (levelsLate) {
      view.levels("a", 1, GUESS, SWAPPED);
    }

    List<RunEvent> events = view.events();
    assertThat(events)
        .extracting(event -> event.getDetails().get(EventDetails.SET))
        .containsExactlyInAnyOrder(SWAPPED);
    assertThat(events)
        .filteredOn(event -> event.getDetails().get(EventDetails.SET).startsWith("formerly"))
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.getDetails())
            .contains(
                entry(EventDetails.TRANSITION, "formerly-ID-loss"),
                entry(EventDetails.CHANGE, "lost"),
                entry("after_step", "10")))
        .allSatisfy(event -> assertThat(event.getDistributionVersion()).isEqualTo(1));
  }

  @ParameterizedTest
  @CsvSource({"id-test, 40, ood, 4000, 2", "ood, 50, id-test, 500, -1", "ood, 9, id-test, 9, 0"})
  void theOnsetGapIsToldOnceWithTheLaterGain(
      String first, long early, String second, long late, double gap) {
    view.levels("a", 0, GUESS, SETS);
    view.evaluation("a", early, first, 90);
    view.evaluation("a", late, second, 90);
    view.evaluation("a", late + 1, first, 1);
    view.evaluation("a", late + 2, first, 90);

    List<RunEvent> events = view.events();
    assertThat(events).hasSize(4);
    assertThat(events)
        .filteredOn(event -> event.getDetails().containsKey(EventDetails.ONSET_GAP))
        .containsExactly(events.get(1));
    assertThat(number(events.get(1), EventDetails.ONSET_GAP)).isCloseTo(gap, within(1e-12));
  }

  @Test
  void runsAreWatchedApart() {
    view.start("a-1");
    view.levels("a", 0, GUESS, SETS);
    view.levels("a-1", 0, GUESS, SETS);
    view.evaluation("a", 10, "id-test", 90);
    view.evaluation("a-1", 10, "ood", 90);

    assertThat(told()).hasSize(2);
    assertThat(view.reader().summary("a").orElseThrow().explanation().doubleGrokkingGap())
        .isEmpty();
  }

  @Test
  void aForkTellsNoneOfWhatItsParentLearned() {
    String spec = RunSpecs.canonical(ViewDriver.SPEC);
    view.command(
        new ControlCommand("b", 0, "id", ViewDriver.STARTED, new ForkRun("a", 100L, spec)));
    view.levels("b", 0, GUESS, SETS);
    view.evaluation("b", 100, "id-train", 90);
    view.evaluation("b", 100, "ood", 10);
    view.evaluation("b", 200, "id-train", 90);
    view.evaluation("b", 200, "ood", 90);
    view.evaluation("b", 300, "id-train", 20);

    assertThat(told())
        .containsExactly(told("OOD-generalisation", "gained", 200), told("ID-loss", "lost", 300));
  }

  @Test
  void aFreshTopologyMakesTheSameOfTheSameRecords() {
    List<RunEvent> events = new ArrayList<>();
    List<Object> shown = new ArrayList<>();
    try (ViewDriver other = new ViewDriver(directory.resolve("two"))) {
      other.start("a");
      for (ViewDriver each : List.of(view, other)) {
        each.levels("a", 0, GUESS, SETS);
        for (long step = 1; step <= 20; step++) {
          each.checkpoint("a", step);
          each.spectrum("a", step, step / 20.0, 0.1);
          each.evaluation("a", step, "id-test", 5 * step);
          each.evaluation("a", step, "ood", step < 15 ? 10 : 80);
        }
        events.addAll(each.events());
        shown.add(each.reader().history("a"));
        shown.add(each.watch("a"));
      }
    }

    assertThat(events).hasSize(4);
    assertThat(events.subList(0, 2)).isEqualTo(events.subList(2, 4));
    assertThat(shown.subList(0, 2)).isEqualTo(shown.subList(2, 4));
  }

  private static double number(RunEvent event, String detail) {
    return Double.parseDouble(event.getDetails().get(detail));
  }

  private List<Tuple> told() {
    return view.events().stream()
        .map(event -> told(
            event.getDetails().get(EventDetails.TRANSITION),
            event.getDetails().get(EventDetails.CHANGE),
            event.getStep()))
        .toList();
  }

  private static Tuple told(String transition, String change, long step) {
    return Tuple.tuple(transition, change, step);
  }
}
