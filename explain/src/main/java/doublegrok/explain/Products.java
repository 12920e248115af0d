package doublegrok.explain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Gathers a checkpoint's predictions of real numbers on one set, as their mean products with what
 * the references predict: all that must be known of them to find the nearest mixture. Not
 * thread-safe.
 */
public final class Products {
  private final RealReferenceTable table;
  private final double[][] products; // [answer, reference]
  private final double[] squares;
  private final long[] numbers;

  /** Nothing gathered yet. */
  public Products(RealReferenceTable table) {
    this.table = table;
    this.products = new double[table.answers()][table.references().size()];
    this.squares = new double[table.answers()];
    this.numbers = new long[table.answers()];
  }

  /**
   * Adds the prediction of one query; every query once.
   *
   * @param answer which answer of the sequence, from 0
   * @param query number of the sequence in the set, from 0
   * @param outputs holds the model's from {@code offset} on
   */
  public void add(int answer, int query, float[] outputs, int offset) {
    int width = table.layout().form().outputs();
    for (int output = 0; output < width; output++) {
      double said = outputs[offset + output];
      for (int reference = 0; reference < products[answer].length; reference++) {
        products[answer][reference] += said * table.prediction(query, reference, answer, output);
      }
      squares[answer] += said * said;
      numbers[answer]++;
    }
  }

  /**
   * Adds every prediction for a block of sequences.
   *
   * @param first number of its first sequence in the set
   * @param count of its sequences
   * @param outputs of the model, [count, answers, outputs]
   */
  public void add(int first, int count, float[] outputs) {
    int width = table.layout().form().outputs();
    for (int vector = 0; vector < count * table.answers(); vector++) {
      int query = first + vector / table.answers();
      add(vector % table.answers(), query, outputs, vector * width);
    }
  }

  /**
   * All that several have gathered, each of other queries.
   *
   * @param parts of one table, at least one
   */
  public static Products together(List<Products> parts) {
    Products all = new Products(parts.get(0).table);
    for (Products part : parts) {
      for (int answer = 0; answer < all.products.length; answer++) {
        for (int reference = 0; reference < all.products[answer].length; reference++) {
          all.products[answer][reference] += part.products[answer][reference];
        }
        all.squares[answer] += part.squares[answer];
        all.numbers[answer] += part.numbers[answer];
      }
    }
    return all;
  }

  /** One attribution for each answer; unknown where a prediction was no number. */
  public List<Attribution> attributions() {
    return IntStream.range(0, table.answers()).mapToObj(this::attribution).toList();
  }

  /** The attribution of one answer. */
  public Attribution attribution(int answer) {
    return table.projection(answer).attribution(products(answer), square(answer));
  }

  RealReferenceTable table() {
    return table;
  }

  /** Mean products with each reference. */
  double[] products(int answer) {
    double[] means = products[answer].clone();
    for (int reference = 0; reference < means.length; reference++) {
      means[reference] /= numbers[answer];
    }
    return means;
  }

  /** The mean square of the predictions. */
  double square(int answer) {
    return squares[answer] / numbers[answer];
  }
}
