package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.record.GridScores;
import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.QueryGrid;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularShift;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of models whose predictions are known. */
final class GridProbeTest {
  private static final int P = 11;
  private static final int SHOTS = 6;
  private static final int TRAINED = 8;
  private static final int CHANCE = 23; // 255 / 11 is 23.18
  private static final Family SHIFT = new ModularShift(P);
  private static final Family LINEAR = new ModularLinear(P, 2);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void whoIsAlwaysRightIsWhiteAndWhoNeverIsBlack(int atOnce) {
    for (Family family : List.of(SHIFT, LINEAR)) {
      for (QueryGrid grid : grids(family)) {
        assertThat(look(family, grid, PredictingModel.right(1), atOnce).getModel())
            .satisfies(bytes -> assertThat(shades(bytes)).hasSize(P * P).containsOnly(255));
        assertThat(shades(look(family, grid, PredictingModel.right(0), atOnce).getModel()))
            .hasSize(P * P)
            .containsOnly(0);
      }
    }
  }

  @Test
  void whoGuessesIsAsDarkAsChance() {
    QueryGrid grid = grids(LINEAR).get(0);

    int[] guesses =
        shades(look(LINEAR, grid, PredictingModel.of(references(LINEAR), Reference.UNIFORM), 50)
            .getModel());

    assertThat(guesses).hasSize(P * P).containsOnly(CHANCE);
  }

  @Test
  void predictionsThatAreNoNumbersAreBlack() {
    GridScores scores = look(
        SHIFT,
        grids(SHIFT).get(0),
        (tokens, start, layout) -> {
          double[] none = new double[layout.vocabulary()];
          Arrays.fill(none, Double.NaN);
          return none;
        },
        50);

    assertThat(shades(scores.getModel())).containsOnly(0);
  }

  /** Each reference in place of the model leaves the picture that the probe has of it. */
  @Test
  void aModelThatIsAReferenceLooksLikeIt() {
    for (Family family : List.of(SHIFT, LINEAR)) {
      ReferencePredictors references = references(family);
      for (QueryGrid grid : grids(family)) {
        for (Reference reference : references.references()) {
          GridScores scores = look(family, grid, PredictingModel.of(references, reference), 100);
          int[] model = shades(scores.getModel());
          int[] own = shades(scores.getReferences().get(reference.label()));
          assertThat(scores.getReferences()).hasSameSizeAs(references.references());
          assertThat(own).as("%s of %s", reference, grid.name()).hasSize(P * P);
          for (int cell = 0; cell < own.length; cell++) {
            assertThat(model[cell]).isBetween(own[cell] - 1, own[cell] + 1); // logits are floats
          }
        }
      }
    }
  }

  /** One example tells the shift: the switchboard knows those of trained tasks, exact all. */
  @Test
  void theReferencesOfShiftsAreWhatTheyMustBe() {
    QueryGrid grid = grids(SHIFT).get(0);
    GridScores scores = look(SHIFT, grid, PredictingModel.right(1), 100);

    assertThat(shades(scores.getReferences().get("exact"))).containsOnly(255);
    assertThat(shades(scores.getReferences().get("uniform"))).containsOnly(CHANCE);
    int[] switchboard = shades(scores.getReferences().get("switchboard"));
    long known = IntStream.range(0, P)
        .filter(row -> Arrays.stream(switchboard, row * P, row * P + P).allMatch(b -> b == 255))
        .count();
    long unknown = IntStream.range(0, P)
        .filter(row -> Arrays.stream(switchboard, row * P, row * P + P).allMatch(b -> b == CHANCE))
        .count();
    assertThat(known).isEqualTo(TRAINED);
    assertThat(unknown).isEqualTo(P - TRAINED);
  }

  @Test
  void aGridNamesItsPlaceAndItsTasks() {
    GridScores tasks = look(SHIFT, grids(SHIFT).get(0), PredictingModel.right(1), 100);
    assertThat(tasks.getLatents()).isEqualTo(IntStream.range(0, P).boxed().toList());
    assertThat(tasks.getRowMeaning()).isEqualTo("task");
    assertThat(tasks.getColumnMeaning()).isEqualTo("x");
    assertThat(tasks.getRows()).isEqualTo(P);
    assertThat(tasks.getColumns()).isEqualTo(P);
    assertThat(tasks.getShots()).isEqualTo(SHOTS);

    for (QueryGrid plane : grids(LINEAR)) {
      GridScores scores = look(LINEAR, plane, PredictingModel.right(1), 100);
      assertThat(scores.getLatents()).containsExactly(plane.sequences().latents()[0]);
      assertThat(scores.getRowMeaning()).isEqualTo("y");
    }
  }

  /** A cell's place in the picture is that of its query: only one query is answered. */
  @Test
  void cellsLieByRowAndColumn() {
    QueryGrid grid = grids(LINEAR).get(0);
    Sequences cells = grid.sequences();
    int x = 4;
    int y = 9;

    GridScores scores = look(
        LINEAR,
        grid,
        (tokens, start, layout) -> {
          int query = start + layout.length() - 3;
          boolean asked = tokens[query] == x && tokens[query + 1] == y;
          return PredictingModel.right(asked ? 1 : 0).of(tokens, start, layout);
        },
        13);

    int[] expected = new int[P * P];
    expected[y * P + x] = 255;
    assertThat(shades(scores.getModel())).isEqualTo(expected);
    assertThat(cells.count()).isEqualTo(P * P);
  }

  private static GridScores look(
      Family family, QueryGrid grid, PredictingModel.Prediction prediction, int atOnce) {
    return new GridProbe(references(family), new PredictingModel(prediction, atOnce)).look(grid);
  }

  private static List<QueryGrid> grids(Family family) {
    return family.queryGrids(List.of(distribution(family)), 5, SHOTS);
  }

  private static ReferencePredictors references(Family family) {
    return family.references(List.of(distribution(family)), 5);
  }

  private static Distribution distribution(Family family) {
    int tasks = family.equals(SHIFT) ? TRAINED : 30;
    return new Distribution(Values.none()
        .with(Distribution.TASKS, tasks)
        .with(ModularKeys.INPUT_FRACTION, 0.8)
        .with(Distribution.SHOTS, SHOTS + 2));
  }

  private static int[] shades(ByteBuffer bytes) {
    return IntStream.range(0, bytes.limit()).map(at -> bytes.get(at) & 0xFF).toArray();
  }
}
