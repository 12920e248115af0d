package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.KafkaSettings;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two evaluators share the checkpoints of one run; what they tell is what one alone tells. */
class SharedEvaluationIT {
  private static final String WORKERS = "doublegrok-evaluator-work";
  private static final long END = 200;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=10",
    "evaluation.sequences=64",
    "evaluation.probe_every=0",
    "swaps=[]",
  };

  @TempDir
  Path directory;

  @Test
  void twoEvaluatorsTellWhatOneDoes() throws Exception {
    List<RunEvent> alone;
    List<SetEvaluation> evaluations;
    try (LocalPipeline pipeline =
        LocalRun.smoke(directory.resolve("one"), CHANGES).start()) {
      evaluations = awaitEvaluations(pipeline);
      alone = LocalRun.log(pipeline).transitions();
    }
    assertThat(alone).isNotEmpty();

    LocalRun run = LocalRun.smoke(directory.resolve("two"), CHANGES).slowed(4);
    try (LocalPipeline pipeline = run.start();
        EvaluatorWithViewer second = run.evaluator(pipeline.kafka(), "second-evaluator")) {
      await()
          .atMost(LocalRun.PATIENCE)
          .ignoreExceptionsMatching(
              none -> none.getCause() instanceof GroupIdNotFoundException) // nobody has come yet
          .until(() -> workers(pipeline.kafka()).size() == 2);
      List<SetEvaluation> shared = awaitEvaluations(pipeline);
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> LocalRun.log(pipeline).transitions().size() >= alone.size());

      assertThat(workers(pipeline.kafka())) // each has work to do, of the one run that there is
          .allSatisfy(each -> assertThat(each.assignment().topicPartitions()).hasSize(1));
      assertThat(shared)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
              "evaluationSeconds", "evaluatedAtMillis")
          .containsExactlyInAnyOrderElementsOf(evaluations);
      assertThat(LocalRun.log(pipeline).transitions())
          .extracting(RunEvent::getDetails)
          .containsExactlyElementsOf(alone.stream().map(RunEvent::getDetails).toList());
      assertThat(second.failure()).isNotDone();
    }
  }

  private static List<SetEvaluation> awaitEvaluations(LocalPipeline pipeline) throws Exception {
    pipeline.training().get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    long wanted = 3 * (END / 10 + 1);
    await()
        .atMost(LocalRun.PATIENCE)
        .until(() -> LocalRun.log(pipeline).evaluations().size() >= wanted);
    List<SetEvaluation> all = LocalRun.log(pipeline).evaluations();
    assertThat(all).as("each checkpoint on each set once").hasSize((int) wanted);
    return all;
  }

  private static List<MemberDescription> workers(KafkaSettings kafka) throws Exception {
    try (Admin admin = Admin.create(kafka.common())) {
      return List.copyOf(admin
          .describeConsumerGroups(List.of(WORKERS))
          .describedGroups()
          .get(WORKERS)
          .get(30, TimeUnit.SECONDS)
          .members());
    }
  }
}
