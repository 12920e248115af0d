package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.key.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pictures of models whose predictions are known. */
final class QueryGridProbeTest {
  private static final int P = 11;
  private static final int SHOTS = 6;
  private static final int TRAINED = 8;
  private static final int CHANCE = 23; // 255 / 11 is 23.18
  private static final ModularFamily SHIFT = new ModularShift(P);
  private static final ModularFamily LINEAR = new ModularLinear(P, 2);

  @Test
  void whoIsAlwaysRightIsWhiteAndWhoNeverIsBlack() {
    for (ModularFamily family : List.of(SHIFT, LINEAR)) {
      for (QueryGrid grid : grids(family)) {
        assertThat(model(look(family, grid, KnownModel.right(1))))
            .hasSize(P * P)
            .containsOnly(255);
        assertThat(model(look(family, grid, KnownModel.right(0))))
            .hasSize(P * P)
            .containsOnly(0);
      }
    }
  }

  @Test
  void whoGuessesIsAsDarkAsChance() {
    QueryGrid grid = grids(LINEAR).get(0);

    int[] guesses =
        model(look(LINEAR, grid, KnownModel.of(references(LINEAR), ModularReferences.UNIFORM)));

    assertThat(guesses).hasSize(P * P).containsOnly(CHANCE);
  }

  @Test
  void predictionsThatAreNoNumbersAreBlack() {
    Grid scores = look(SHIFT, grids(SHIFT).get(0), (sequences, row) -> {
      double[] none = new double[sequences.layout().vocabulary()];
      Arrays.fill(none, Double.NaN);
      return none;
    });

    assertThat(model(scores)).containsOnly(0);
  }

  /** Each reference in place of the model leaves the picture that the probe has of it. */
  @Test
  void aModelThatIsAReferenceLooksLikeIt() {
    for (ModularFamily family : List.of(SHIFT, LINEAR)) {
      ReferencePredictors references = references(family);
      for (QueryGrid grid : grids(family)) {
        for (Reference reference : references.references()) {
          Grid scores = look(family, grid, KnownModel.of(references, reference));
          int[] model = model(scores);
          int[] own = shades(scores, reference.label());
          assertThat(scores.layers()).hasSize(1 + references.references().size());
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
    Grid scores = look(SHIFT, grid, KnownModel.right(1));

    assertThat(shades(scores, "exact")).containsOnly(255);
    assertThat(shades(scores, "uniform")).containsOnly(CHANCE);
    int[] switchboard = shades(scores, "switchboard");
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
    Grid tasks = look(SHIFT, grids(SHIFT).get(0), KnownModel.right(1));
    assertThat(tasks.about().title()).isEqualTo("Queries of every task");
    assertThat(tasks.about().caption())
        .isEqualTo("Probability of the right answer after " + SHOTS + " shots.");
    assertThat(tasks.down()).isEqualTo(Axis.of("task"));
    assertThat(tasks.across()).isEqualTo(Axis.of("x"));
    assertThat(tasks.layers()).allSatisfy(layer -> {
      assertThat(layer.cells().rows()).isEqualTo(P);
      assertThat(layer.cells().columns()).isEqualTo(P);
    });

    for (QueryGrid plane : grids(LINEAR)) {
      Grid scores = look(LINEAR, plane, KnownModel.right(1));
      int latent = plane.sequences().latents()[0];
      assertThat(scores.about().caption())
          .isEqualTo("Probability of the right answer after %d shots; z = %d x + %d y mod %d."
              .formatted(SHOTS, latent % P, latent / P, P));
      assertThat(scores.down()).isEqualTo(Axis.of("y"));
    }
  }

  /** A cell's place in the picture is that of its query: only one query is answered. */
  @Test
  void cellsLieByRowAndColumn() {
    QueryGrid grid = grids(LINEAR).get(0);
    Sequences cells = grid.sequences();
    int x = 4;
    int y = 9;

    Grid scores = look(LINEAR, grid, (sequences, row) -> {
      int query = sequences.layout().length() - 3;
      boolean asked = sequences.token(row, query) == x && sequences.token(row, query + 1) == y;
      return KnownModel.right(asked ? 1 : 0).of(sequences, row);
    });

    int[] expected = new int[P * P];
    expected[y * P + x] = 255;
    assertThat(model(scores)).isEqualTo(expected);
    assertThat(cells.count()).isEqualTo(P * P);
  }

  private static Grid look(ModularFamily family, QueryGrid grid, KnownModel.Prediction prediction) {
    return (Grid) new QueryGridProbe(List.of(grid), references(family), family::latentName)
        .find(new KnownModel(prediction))
        .get("grid-" + grid.name());
  }

  private static List<QueryGrid> grids(ModularFamily family) {
    return family.queryGrids(List.of(distribution(family)), 5, SHOTS);
  }

  private static ReferencePredictors references(ModularFamily family) {
    return family.references(List.of(distribution(family)), 5).orElseThrow();
  }

  private static Distribution distribution(ModularFamily family) {
    int tasks = family.equals(SHIFT) ? TRAINED : 30;
    return new Distribution(Values.none()
        .with(Distribution.TASKS, tasks)
        .with(ModularKeys.INPUT_FRACTION, 0.8)
        .with(Distribution.SHOTS, SHOTS + 2));
  }

  private static int[] model(Grid grid) {
    assertThat(grid.layers().get(0).label()).isEqualTo("model");
    return shades(grid, "model");
  }

  private static int[] shades(Grid grid, String label) {
    byte[] bytes = grid.layers().stream()
        .filter(layer -> layer.label().equals(label))
        .map(Layer::cells)
        .map(Cells.Shades.class::cast)
        .findFirst()
        .orElseThrow()
        .shades();
    return IntStream.range(0, bytes.length).map(at -> bytes[at] & 0xFF).toArray();
  }
}
