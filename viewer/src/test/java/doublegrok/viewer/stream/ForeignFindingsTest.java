package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.EventDetails;
import doublegrok.record.AttentionPatterns;
import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScores;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.RatioHeads;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotCount;
import doublegrok.record.ShotLevels;
import doublegrok.record.Spectrum;
import doublegrok.viewer.view.ProbeSeries;
import doublegrok.viewer.view.RunHistory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound records with contents that no worker writes: they are harmless, or they are rejected. */
final class ForeignFindingsTest {
  @TempDir
  private Path directory;

  private ViewDriver view;

  @BeforeEach
  void open() {
    view = new ViewDriver(directory);
    view.startWith("a", "{on: transition, action: checkpoint}");
  }

  /** Whatever came, the view goes on. */
  @AfterEach
  void goesOn() {
    view.start("later");
    view.levels("later", 0, 0.1, "ood");
    view.evaluation("later", 1, "ood", 90);
    assertThat(view.events()).extracting(RunEvent::getRun).containsExactly("later");
    assertThat(view.reader().runs()).hasSize(2);
    view.close();
  }

  static List<List<Double>> accuracies() {
    List<Double> nulls = Levels.accuracies(0.1);
    return List.of(
        List.of(),
        nulls.subList(0, 2),
        Collections.nCopies(7, 0.1),
        Levels.accuracies(Double.NaN),
        Levels.accuracies(Double.POSITIVE_INFINITY),
        Levels.accuracies(1.5),
        Levels.accuracies(-0.1));
  }

  @ParameterizedTest
  @MethodSource("accuracies")
  void accuraciesThatAreNoneTellNothing(List<Double> accuracies) {
    view.evaluation("a", 1, "ood", 90);
    view.levels(Levels.of("a", 0, Levels.references(), accuracies, "ood"));
    view.evaluation("a", 2, "ood", 90);

    assertThat(view.events()).isEmpty();
    assertThat(view.rejected()).isEmpty();

    view.levels("a", 0, 0.1, "ood"); // once they are told as they should be
    assertThat(view.events()).extracting(RunEvent::getStep).startsWith(1L);
  }

  @Test
  void levelsWithoutTheSetOrItsShotsOrItsReferencesTellNothing() {
    view.evaluation("a", 1, "ood", 90);
    view.levels("a", 0, 0.1);
    view.levels("a", 0, 0.1, "id-train", "OOD", "");
    view.levels(Levels.of("a", 0, List.of(), List.of(), "ood"));
    view.levels(Levels.of("a", 0, List.of("exact", "magic"), List.of(1.0, 0.5), "ood"));
    view.levels(ReferenceLevels.newBuilder(Levels.of("a", 0, 0.1, "ood"))
        .setSets(List.of(new SetLevels("ood", List.<ShotLevels>of())))
        .build());

    assertThat(view.events()).isEmpty();
    assertThat(view.rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void aBackgroundAtItsBoundIsHeard(double background) {
    view.levels("a", 0, background, "ood");
    view.evaluation("a", 1, "ood", 90);

    assertThat(view.events()).hasSize(background == 0 ? 2 : 0);
  }

  @Test
  void levelsWithTooFewFloorsAreRejected() {
    view.levels(ReferenceLevels.newBuilder(Levels.of("a", 0, 0.1, "ood"))
        .setFloors(List.of(1.0))
        .build());

    assertThat(view.rejected())
        .singleElement()
        .satisfies(each ->
            assertThat(each.getReason()).contains("each of 6 references must have a floor"));
    assertThat(view.reader().history("a").orElseThrow().floors()).isEmpty();
  }

  @Test
  void endlessFloorsAndErrorsAreNone() {
    view.levels(ReferenceLevels.newBuilder(Levels.of("a", 0, 0.1, "ood"))
        .setFloors(Collections.nCopies(6, Double.NaN))
        .setFloorErrors(List.of())
        .setMemorisationPressure(null)
        .build());

    assertThat(view.reader().history("a").orElseThrow().floors())
        .singleElement()
        .satisfies(each -> assertThat(each.floors()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "formerly", "ID-TRAIN", "ood/0", "é"})
  void aSetThatNoFamilyHasTellsNothing(String set) {
    view.levels("a", 0, 0.1, set, "ood");
    view.evaluation("a", 1, set, 90);

    assertThat(view.events()).isEmpty();
  }

  @Test
  void countsAtTheirBoundsAreHeard() {
    view.levels("a", 0, 0.1, "ood", "id-train");
    view.evaluation("a", 1, "ood", List.of(shot(0, 0)));
    view.evaluation("a", 2, "ood", List.of(shot(Long.MAX_VALUE, Long.MAX_VALUE)));
    view.evaluation("a", 3, "ood", List.of(shot(0, Long.MAX_VALUE)));
    view.evaluation("a", 4, "ood", List.of(shot(0, 0)));
    view.evaluation("a", 5, "ood", List.of(shot(Long.MAX_VALUE, Long.MAX_VALUE)));

    assertThat(view.events())
        .extracting(event -> event.getDetails().get(EventDetails.CHANGE))
        .contains("gained", "lost", "regained");
  }

  @Test
  void anAttributionMayBeAnyMap() {
    Map<String, Double> huge = new HashMap<>();
    for (int share = 0; share < 5_000; share++) {
      huge.put("reference " + share, share % 2 == 0 ? Double.NaN : -1e300);
    }
    Map<String, Double> odd = Map.of("", Double.NaN, "|", Double.NEGATIVE_INFINITY, "exact|", 2.0);
    view.levels("a", 0, 0.1, "ood", "id-train");
    view.evaluation("a", 1, "ood", List.of(attributed(huge)));
    view.evaluation("a", 1, "id-train", List.of(attributed(odd)));

    assertThat(view.rejected()).isEmpty();
    assertThat(view.reader().summary("a").orElseThrow().explanation().attributions())
        .containsOnlyKeys("id-train", "ood");
    view.spectrum("a", 1, Double.NaN, Double.NaN);
    view.probe("a", 2, "spectrum", new Spectrum(huge, -1.0));
    view.probe("a", 3, "spectrum", new Spectrum(odd, 1.0));
    assertThat(spectrum(view.reader().history("a").orElseThrow())).hasSize(3);
    assertThat(view.events()).isEmpty();
  }

  static List<SpecificRecord> bodies() {
    ByteBuffer none = ByteBuffer.allocate(0);
    return List.of(
        new Spectrum(Map.of(), 0.0),
        new GridScores(-1, Integer.MAX_VALUE, "", "", -9, List.of(), none, Map.of("", none)),
        new ImpostorScores(List.of()),
        new AttentionPatterns(Integer.MIN_VALUE, 0, none, none),
        new RatioHeads(9, 9, List.of(Double.NaN)),
        new PrincipalComponents(0, List.of(), none, List.of(Float.NaN)));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aProbeMayHaveAnyBodyUnderAnyName(SpecificRecord body) {
    for (String name : List.of("spectrum", "grid-id", "", "/", "spectrum/x", "é")) {
      view.probe("a", 5, name, body);
    }
    view.spectrum("a", 4, 0.5, 0.1);

    assertThat(view.rejected()).isEmpty();
    RunHistory history = view.reader().history("a").orElseThrow();
    assertThat(spectrum(history))
        .extracting(ProbeSeries.Point::step)
        .isEqualTo(body instanceof Spectrum ? List.of(4L, 5L) : List.of(4L));
    assertThat(view.events()).isEmpty();
  }

  private static List<ProbeSeries.Point> spectrum(RunHistory history) {
    return history.series().stream()
        .filter(each -> each.name().equals("spectrum"))
        .findFirst()
        .orElseThrow()
        .points();
  }

  private static ShotCount shot(long correct, long total) {
    return new ShotCount(1, correct, total, 1.0, Map.of(), null, null);
  }

  private static ShotCount attributed(Map<String, Double> shares) {
    return new ShotCount(1, 10L, 100L, 1.0, shares, Double.NaN, null);
  }
}
