package doublegrok.local.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import doublegrok.generator.BatchSource;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.endtoend.LocalRun;
import doublegrok.local.endtoend.RunLog;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.BatchCodec;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.BayesFloors;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Reference;
import doublegrok.task.SequenceForm;
import doublegrok.task.Sequences;
import doublegrok.task.TrainingSampler;
import doublegrok.task.families.Families;
import doublegrok.task.key.Key;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of a family: the laws that each of them keeps, with one subclass a family. */
abstract class FamilyContract {
  static final long LAST = 40;
  static final long MIDDLE = 20;

  private static final String RUN = "contract";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The list that has the family. */
  Families families() {
    return Families.builtIn();
  }

  /** Keys of a run spec of some seconds, as {@code --set} takes them. */
  abstract List<String> keys();

  /** Keys of the model and how fast it learns. */
  List<String> model() {
    return List.of(
        "model.layers=2", "model.width=16", "model.heads=2", "optimizer.learning_rate=3.0e-3");
  }

  /** What the command line needs to know the family, if anything. */
  List<String> options(Path directory) throws Exception {
    return List.of();
  }

  /**
   * What a model is asked at a counted position: equal for equal questions. With its task, if
   * inputs are split for each task.
   */
  abstract Object question(Sequences sequences, int row, int answer);

  /** The probability that an exact solver gives to the answer, by enumeration; empty for none. */
  Optional<Double> exactly(Sequences sequences, int row, int answer) {
    return Optional.empty();
  }

  /** The loss of an exact solver. */
  double exactLoss(Sequences sequences, int row, int answer) {
    return -Math.log(exactly(sequences, row, answer).orElseThrow());
  }

  private RunSpec spec() {
    List<String> all = new ArrayList<>(List.of("batch.sequences=16", "evaluation.sequences=32"));
    all.addAll(keys());
    all.addAll(model());
    all.addAll(List.of("training.steps=" + LAST, "checkpoint.every=" + MIDDLE));
    all.addAll(List.of("optimizer.name=adamw", "optimizer.weight_decay=0.0"));
    return new RunSpecs(families()).parse("seed: 7", "the contract", all);
  }

  private Family family() {
    return spec().family();
  }

  @Test
  void theSameSeedDrawsTheSameBatches() {
    RunSpec spec = spec();
    TrainingSampler one = family().trainingSampler(spec.distribution(), 7);
    TrainingSampler again = family().trainingSampler(spec.distribution(), 7);
    TrainingSampler other = family().trainingSampler(spec.distribution(), 8);

    assertThat(again.batch(5, 16).sameAs(one.batch(5, 16))).isTrue();
    assertThat(one.batch(6, 16).sameValues(one.batch(5, 16))).isFalse();
    assertThat(other.batch(5, 16).sameValues(one.batch(5, 16))).isFalse();
  }

  @Test
  void selectionsOfTasksAreNested() {
    Distribution many = spec().distribution();
    assumeThat(family().kind().distribution())
        .extracting(Key::name)
        .contains(Distribution.TASKS.name());
    Distribution few = many.with(Distribution.TASKS, many.tasks() / 2);

    assertThat(family().trainingSampler(many, 7).inDistribution())
        .startsWith(family().trainingSampler(few, 7).inDistribution());
  }

  @Test
  void evaluationSequencesAreTheSameAtEveryCallAndOfTheTasksOfTheirSet() {
    EvaluationSampler sampler = sampler();
    TrainingSampler training = family().trainingSampler(spec().distribution(), 7);
    Set<Integer> trained = new HashSet<>();
    Arrays.stream(training.inDistribution()).forEach(trained::add);

    assertThat(family().evaluationSets()).containsAll(sampler.sets());
    for (EvaluationSet set : sampler.sets()) {
      Sequences drawn = sampler.sequences(set, 24);

      assertThat(sampler().sequences(set, 24).sameAs(drawn)).as(set.label()).isTrue();
      assertThat(sampler.sequences(set, 48).rows(0, 24).sameAs(drawn))
          .as(set.label())
          .isTrue();
      assertThat(Arrays.stream(drawn.latents()).boxed())
          .as(set.label())
          .allMatch(task -> trained.contains(task) == (set.tasks() == EvaluationSet.Tasks.NOW));
    }
  }

  @Test
  void noHeldOutInputIsTrainedOn() {
    TrainingSampler training = family().trainingSampler(spec().distribution(), 7);
    Set<Object> trained = new HashSet<>();
    for (int batch = 0; batch < 50; batch++) {
      trained.addAll(questions(training.batch(batch, 64)));
    }

    for (EvaluationSet set : sampler().sets()) {
      if (set.inputs() == EvaluationSet.Inputs.HELD_OUT && set.tasks() == EvaluationSet.Tasks.NOW) {
        assertThat(questions(sampler().sequences(set, 256)))
            .as(set.label())
            .isNotEmpty()
            .doesNotContainAnyElementsOf(trained);
      }
    }
  }

  @Test
  void aBatchIsWhatItWasAfterTheLog() {
    RunSpec spec = spec();
    SequenceBatch batch = new BatchSource(RUN, spec).whole(3);
    SequenceBatch read = Topics.BATCHES.read(RUN, Topics.BATCHES.codec().encode(batch));

    Sequences drawn = family().trainingSampler(spec.distribution(), 7).batch(3, spec.sequences());
    assertThat(BatchCodec.sequences(read).sameAs(drawn)).isTrue();
  }

  @Test
  void theFloorOfTheBestReferenceIsThatOfEnumeration() {
    RunSpec spec = spec();
    TrainingSampler sampler = family().trainingSampler(spec.distribution(), 7);
    var references = family().references(List.of(spec.distribution()), 7);
    assertThat(references.isPresent()).isEqualTo(!family().references().isEmpty());
    assumeThat(references).isPresent();
    Reference best = references.get().references().stream()
        .filter(each -> each.best() && each.skill() == Reference.Skill.GENERAL)
        .findFirst()
        .orElseThrow();
    double sum = 0;
    double weights = 0;
    for (int index = 0; index < 3; index++) {
      Sequences batch = sampler.batch(index, 16);
      for (int row = 0; row < batch.count(); row++) {
        for (int answer = 0; answer < batch.layout().answerPositions().size(); answer++) {
          double weight = batch.layout().weight(answer);
          sum += weight * exactLoss(batch, row, answer);
          weights += weight;
        }
      }
    }

    assertThat(BayesFloors.of(family().objective(), sampler, references.get(), 3, 16)
            .floor(best)
            .orElseThrow()
            .mean())
        .isCloseTo(sum / weights, within(1e-9));
  }

  /**
   * Where answers are right or wrong, something says how often they are right without skill; where
   * they are not, no family says so.
   */
  @Test
  void transitionsOfASetHaveALevelToRiseFrom() {
    FamilyLabels labels = FamilyLabels.of(family());
    boolean answers = family().form() instanceof SequenceForm.Tokens;

    assertThat(family().evaluationSets())
        .allMatch(set -> answers
            ? !labels.unskilled(set).isEmpty() || labels.unskilled().containsKey(set)
            : !labels.unskilled().containsKey(set));
  }

  @Test
  void aRunIsTrainedEvaluatedShownResumedAndExported(@TempDir Path directory) throws Exception {
    RunLog whole;
    try (LocalPipeline pipeline = run(directory.resolve("whole")).startWithPage()) {
      LocalRun.awaitEnd(pipeline);
      whole = RunLog.read(pipeline.kafka(), RUN);
      String page = page(pipeline);
      sampler().sets().forEach(set -> assertThat(page).contains("\"" + set.label() + "\""));
      assertThat(told(directory.resolve("whole"), "verify", RUN)).contains("batches");
      told(directory.resolve("whole"), "fork", RUN, "--at-step", "" + MIDDLE, "--as", "fork");
    }
    RunLog forked = ended(run(directory.resolve("whole")).named("fork").goOn(), "fork");
    assertThat(forked.lastCheckpoint().getWeights())
        .isEqualTo(whole.lastCheckpoint().getWeights());
    Path interrupted = directory.resolve("interrupted");
    ended(run(interrupted).startUntil(MIDDLE), RUN);
    RunLog resumed = ended(run(interrupted).startWithPage(), RUN);

    CheckpointManifest last = resumed.lastCheckpoint();
    assertThat(last.getStep()).isEqualTo(LAST);
    assertThat(last.getWeights()).isEqualTo(whole.lastCheckpoint().getWeights());
    assertThat(last.getOptimizer()).isEqualTo(whole.lastCheckpoint().getOptimizer());
    assertThat(resumed.losses()).isEqualTo(whole.losses());
    assertThat(whole.losses().get((int) LAST - 1)).isLessThan(whole.losses().get(0));
    assertThat(resumed.setsAt(LAST))
        .containsExactlyInAnyOrderElementsOf(
            sampler().sets().stream().map(EvaluationSet::label).toList());
    Path file = directory.resolve("weights.safetensors");
    told(interrupted, "export", RUN, "--out", file.toString());
    assertThat(file).isNotEmptyFile();
  }

  private static RunLog ended(LocalPipeline started, String run) throws Exception {
    try (LocalPipeline pipeline = started) {
      LocalRun.awaitEnd(pipeline);
      return RunLog.read(pipeline.kafka(), run);
    }
  }

  /** What a command says about the runs of a directory. */
  private String told(Path directory, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--dir", directory.toString()));
    all.addAll(options(directory.resolveSibling("families")));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);

    int code = Doublegrok.run(out, out, all.toArray(String[]::new));

    assertThat(code).as(said.toString()).isZero();
    return said.toString();
  }

  private LocalRun run(Path directory) {
    return new LocalRun(new DataDirectory(directory), RUN, spec(), families());
  }

  private static String page(LocalPipeline pipeline) throws Exception {
    URI address = URI.create(pipeline.pageUrl().orElseThrow() + "api/runs/" + RUN);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString())
        .body();
  }

  private EvaluationSampler sampler() {
    return family().evaluationSampler(List.of(spec().distribution()), 7);
  }

  private Set<Object> questions(Sequences sequences) {
    Set<Object> questions = new HashSet<>();
    for (int row = 0; row < sequences.count(); row++) {
      for (int answer = 0; answer < sequences.layout().answerPositions().size(); answer++) {
        questions.add(question(sequences, row, answer));
      }
    }
    return questions;
  }
}
