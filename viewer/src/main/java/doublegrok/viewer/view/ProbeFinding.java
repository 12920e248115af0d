package doublegrok.viewer.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a probe may find; see the records of the topic {@code probes} for what each means. */
public sealed interface ProbeFinding {

  /**
   * Where the checkpoint stands between the references.
   *
   * @param mixture that is nearest to the model
   */
  record Spectrum(Mixture mixture) implements ProbeFinding {}

  /**
   * Probability of the answer to every query after one context, in 255ths.
   *
   * @param rowMeaning what a row is, for example {@code y}
   * @param columnMeaning what a column is, for example {@code x}
   * @param shots examples in the context
   * @param latents the one latent of all queries, or each row's
   * @param model the model's probabilities [rows][columns]
   * @param references the references', by label, each [rows][columns]
   */
  record Grid(
      String rowMeaning,
      String columnMeaning,
      int shots,
      List<Integer> latents,
      List<List<Integer>> model,
      Map<String, List<List<Integer>>> references)
      implements ProbeFinding {
    public Grid {
      latents = List.copyOf(latents);
      model = List.copyOf(model);
      references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }
  }

  /**
   * Which task answers where a trained and a never-trained one fit the context alike.
   *
   * @param shots one row for each number of shots, ascending
   */
  record Impostors(List<Impostor> shots) implements ProbeFinding {
    public Impostors {
      shots = List.copyOf(shots);
    }
  }

  /**
   * At one number of shots.
   *
   * @param impostor mean probability of the trained task's answer
   * @param truth mean probability of the true answer
   * @param error standard error of their difference
   */
  record Impostor(int shot, double impostor, double truth, double error) {}

  /**
   * How much each position of a context attends to each, in 255ths.
   *
   * @param tokens of the context, T of them
   * @param weights [layers][heads][T * T], row-major: a row is the position that attends
   */
  record Attention(List<Integer> tokens, List<List<List<Integer>>> weights)
      implements ProbeFinding {
    public Attention {
      tokens = List.copyOf(tokens);
      weights = List.copyOf(weights);
    }
  }

  /**
   * How far each head computes the ratio of its input.
   *
   * @param scores [layers][heads], 1 for a head that does
   */
  record RatioHeads(List<List<Double>> scores) implements ProbeFinding {
    public RatioHeads {
      scores = List.copyOf(scores);
    }
  }

  /**
   * A representation in the space of its largest variances.
   *
   * @param variance share of the variance that each component explains, descending
   * @param tokens the token that each point stands at
   * @param points coordinates of each point, one for each component
   */
  record Components(List<Double> variance, List<Integer> tokens, List<List<Float>> points)
      implements ProbeFinding {
    public Components {
      variance = List.copyOf(variance);
      tokens = List.copyOf(tokens);
      points = List.copyOf(points);
    }
  }
}
