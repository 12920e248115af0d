package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes of some batches, fixed for ever: logs are audited and lost batches made again by
 * sampling anew. A change that breaks this test breaks every recorded run.
 */
final class GoldenBatchTest {
  private static final Distributions BORING = Distributions.boring();

  private static Stream<Arguments> recorded() {
    return Stream.of(
        Arguments.of(
            new ModularLinear(29, 2),
            BORING.selection(Selection.RECTANGLES).tasks(64).shots(32),
            1,
            "74e6279bf519cac4ad57f82a45f1d9f2b93575353d252132f3382e2426e07078"),
        Arguments.of(
            new ModularLinear(29, 2),
            BORING.tasks(512).unbalanced(),
            2,
            "070f83eaa7376dee6815ec71992276b13eeee1ee7f44f32ef7b2677973f02eec"),
        Arguments.of(
            new ModularLinear(11, 2),
            BORING.collinear(0.7).labelNoise(0.1),
            3,
            "6a0d7395124a10c75e2aab6f84919a8ebec6e30f06a9615f8f9024822e4126ea"),
        Arguments.of(
            new ModularLinear(251, 1),
            BORING.taskDraw(7),
            -4,
            "51d5e3deab9b019e5cfe4cd849ed528c3525dcf29289cfc38a2a4424c7b0ad2c"),
        Arguments.of(
            new ModularLinear(7, 3),
            BORING.collinear(0.3).unbalanced(),
            5,
            "8896a93de14a0919d2a050f533543c256919286f622ca3d27213b14b3ef84cdd"),
        Arguments.of(
            new ModularShift(29),
            BORING.tasks(24).inputFraction(0.85).shots(4),
            1,
            "7d84ad8b5b89c77f2fd7f58c4cd24a763eabb18bb818150da63c428a81ead8b2"),
        Arguments.of(
            new ModularShift(23),
            BORING.labelNoise(0.2).unbalanced(),
            1L << 40,
            "77d07013d9a1b073f8f433a0e197222a1777b4e284c4a3cb4cd7ac079a038fa7"));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theBytesOfABatchNeverChange(
      Family family, Distributions distribution, long seed, String expected) {
    TrainingSampler training = family.trainingSampler(distribution.build(), seed);
    EvaluationSampler evaluation = family.evaluationSampler(
        List.of(BORING.taskDraw(1).tasks(5).build(), distribution.build()), seed);
    MessageDigest digest = sha256();

    for (long index : new long[] {0, 1, 1_000_000, 1L << 33}) {
      add(training.batch(index, 100), digest);
    }
    for (EvaluationSet set : evaluation.sets()) {
      add(evaluation.sequences(set, 100), digest);
    }

    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(expected);
  }

  private static void add(Sequences sequences, MessageDigest digest) {
    digest.update(TokenSequences.of(sequences).bytes());
    Arrays.stream(sequences.latents())
        .forEach(latent -> digest.update(new byte[] {
          (byte) latent, (byte) (latent >>> 8), (byte) (latent >>> 16), (byte) (latent >>> 24)
        }));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
