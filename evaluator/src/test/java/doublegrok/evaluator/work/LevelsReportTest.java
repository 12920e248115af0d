package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.log.Topics;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotLevels;
import doublegrok.spec.RunSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The levels as a record: every list is as long as the schema says, and holds what it says. */
final class LevelsReportTest {
  private static final RunSpec LINEAR = TinyCheckpoints.spec(
      "swaps=[]",
      "task.family=modular-linear",
      "task.modulus=7",
      "distribution.tasks=16",
      "distribution.input_fraction=0.6",
      "distribution.shots=6");

  @Test
  void aPlaneHasEveryReferenceAndFourSets() {
    ReferenceLevels levels = levels(LINEAR, 0);

    assertThat(levels.getReferences())
        .containsExactly("exact", "switchboard", "table", "ratio", "copy", "uniform");
    assertThat(levels.getSets())
        .extracting(SetLevels::getSet)
        .containsExactly("id-train", "id-test", "ood-train", "ood-test");
    assertSizes(levels);
    assertThat(levels.getSets())
        .allSatisfy(set -> assertThat(set.getShots())
            .extracting(ShotLevels::getShot)
            .containsExactly(0, 1, 2, 3, 4, 5));
  }

  @Test
  void shiftsHaveNoRatioAndAfterASwapTheFormerlyTrainedSets() {
    ReferenceLevels levels = levels(TinyCheckpoints.SPEC, 1);

    assertThat(levels.getDistributionVersion()).isEqualTo(1);
    assertThat(levels.getReferences()).doesNotContain("ratio");
    assertThat(levels.getSets())
        .extracting(SetLevels::getSet)
        .containsExactly("id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test");
    assertSizes(levels);
  }

  /** Who knows the tasks loses least, who knows nothing ln p; copying excludes what occurs. */
  @Test
  void floorsAreInTheOrderOfWhatOneKnows() {
    for (RunSpec spec : List.of(LINEAR, TinyCheckpoints.SPEC)) {
      ReferenceLevels levels = levels(spec, 0);
      double exact = floor(levels, "exact");
      double switchboard = floor(levels, "switchboard");
      double uniform = Math.log(spec.family().form().outputs());

      assertThat(floor(levels, "uniform")).isCloseTo(uniform, within(1e-9));
      assertThat(floor(levels, "copy")).isInfinite();
      assertThat(switchboard).isPositive().isLessThan(exact);
      assertThat(exact).isLessThan(uniform);
      assertThat(levels.getMemorisationPressure()).isCloseTo(exact - switchboard, within(1e-9));
      assertThat(levels.getMemorisationPressureError()).isNotNegative();
    }
  }

  @Test
  void theRecordIsOneOfItsTopic() {
    ReferenceLevels levels = levels(TinyCheckpoints.SPEC, 0);
    byte[] bytes = Topics.REFERENCES.codec().encode(levels);

    assertThat(Topics.REFERENCES.read("a/000000", bytes)).isEqualTo(levels);
  }

  private static void assertSizes(ReferenceLevels levels) {
    int count = levels.getReferences().size();
    assertThat(levels.getFloors()).hasSize(count);
    assertThat(levels.getFloorErrors()).hasSize(count);
    for (int reference = 0; reference < count; reference++) {
      boolean copies = levels.getReferences().get(reference).equals("copy");
      assertThat(Double.isFinite(levels.getFloors().get(reference))).isEqualTo(!copies);
    }
    for (SetLevels set : levels.getSets()) {
      assertThat(set.getShots()).isNotEmpty();
      for (ShotLevels shot : set.getShots()) {
        assertThat(shot.getAccuracies())
            .hasSize(count)
            .allSatisfy(each -> assertThat(each).isBetween(0.0, 1.0));
        List<Double> alike = shot.getIdentifiability();
        assertThat(alike)
            .hasSize(count * count)
            .allSatisfy(each -> assertThat(each).isBetween(0.0, 1 + 1e-9));
        for (int one = 0; one < count; one++) {
          assertThat(alike.get(one * count + one)).isCloseTo(1, within(1e-9));
          for (int other = 0; other < one; other++) {
            assertThat(alike.get(one * count + other))
                .isCloseTo(alike.get(other * count + one), within(1e-12));
          }
        }
      }
    }
  }

  private static double floor(ReferenceLevels levels, String reference) {
    return levels.getFloors().get(levels.getReferences().indexOf(reference));
  }

  private static ReferenceLevels levels(RunSpec spec, int version) {
    return LevelsReport.of("a", new EvaluationContexts(spec, version), Instant.EPOCH);
  }
}
