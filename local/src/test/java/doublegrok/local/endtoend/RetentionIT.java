package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.record.CheckpointManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that keeps few of its checkpoints, ended and taken up again. */
class RetentionIT {
  private static final long END = 200;
  private static final long LATER_END = 240;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=20",
    "checkpoint.keep_every=5",
    "checkpoint.keep_last=2",
    "checkpoint.keep_best=0",
    "evaluation.sequences=8",
    "swaps=[]",
  };

  @TempDir
  Path directory;

  @Test
  void retiresWhatNoRuleKeepsAndDeletesItsFilesAndNothingElse() throws Exception {
    LocalRun run = LocalRun.smoke(directory, CHANGES).slowed(4);
    RunLog log;
    try (LocalPipeline pipeline = run.start()) {
      LocalRun.awaitEnd(pipeline);
    }
    try (LocalPipeline pipeline = run.startUntil(LATER_END)) {
      LocalRun.awaitEnd(pipeline);
      log = LocalRun.log(pipeline);
    }

    Map<Long, CheckpointManifest> latest = new LinkedHashMap<>();
    log.checkpoints().forEach(each -> latest.put(each.getStep(), each));
    List<Long> retired = new ArrayList<>(latest.keySet());
    retired.removeIf(step -> !latest.get(step).getRetired());
    List<Long> all =
        LongStream.rangeClosed(0, LATER_END / 20).map(each -> each * 20).boxed().toList();
    assertThat(latest.keySet()).containsExactlyElementsOf(all);
    assertThat(retired).contains(20L, 40L, 60L, 80L).doesNotContain(0L, 100L, 200L, 220L, 240L);
    for (long step : all) {
      assertThat(log.evaluationsAt(step)).as("evaluations at %d", step).hasSize(3);
    }
    Set<String> live = new HashSet<>();
    latest.values().stream().filter(each -> !each.getRetired()).forEach(each -> {
      live.add(each.getWeights().getSha256());
      live.add(each.getOptimizer().getSha256());
    });
    Path store = run.directory().checkpoints();
    Set<String> known = new HashSet<>(files(store.resolve("claims")));
    known.addAll(live);
    assertThat(files(store)).containsAll(live).isSubsetOf(known);
    assertThat(files(store).size()).isLessThan(2 * all.size());
  }

  /** Addresses that files in a folder have in their names; claims are not files of the store. */
  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(each -> folder.endsWith("claims") || !each.startsWith(folder.resolve("claims")))
          .map(each -> each.getFileName().toString())
          .filter(name -> name.endsWith(".safetensors"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .collect(Collectors.toSet());
    }
  }
}
