package doublegrok.local.command.draw;

import doublegrok.control.EffectiveSpec;
import doublegrok.control.RunOrigin;
import doublegrok.generator.BatchSource;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.NewFile;
import doublegrok.local.command.common.SpecOptions;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.log.BatchCodec;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.model.safetensors.PlainArray;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.VersionedDistribution;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Sequences;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the sequences of a run, or of a run spec, into a file. */
@CommandLine.Command(
    name = "draw",
    description = {
      "Write sequences as safetensors, which NumPy and PyTorch read: training batches, with the"
          + " very bytes that the log has of them, or as many sequences of an evaluation set as you"
          + " like.",
      "They are made from the spec alone, so a batch that the log has no longer, or not yet, is"
          + " the same. docs/how-to/python.md explains the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok draw demo --batches 0..9 --out first-ten.safetensors",
      "  doublegrok draw --preset demo --evaluation ood --sequences 1000 --out ood.safetensors"
    })
public final class DrawCommand extends Command {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,12})(?:\\.\\.([0-9]{1,12}))?");
  private static final long MOST_SEQUENCES = 10_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "Name of the run; in its place --preset or --spec name a run spec.")
  private String run;

  @Mixin
  private ClusterOptions clusterOptions;

  @Mixin
  private SpecOptions specOptions;

  @Option(
      names = "--batches",
      paramLabel = "I[..J]",
      description = "The training batch with this index, or those from I to J, counted from 0.")
  private String batches;

  @Option(
      names = "--evaluation",
      paramLabel = "SET",
      description = "Sequences of this evaluation set.")
  private String evaluation;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "How many of the evaluation set (default: the spec's evaluation.sequences);"
          + " more begin with the same ones.")
  private Integer sequences;

  @Option(
      names = "--at-batch",
      paramLabel = "I",
      description = "The sets are those at this batch (default: the last), as swaps change them.")
  private Long atBatch;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to write.")
  private Path out;

  @Option(names = "--force", description = "Replace a file that exists.")
  private boolean force;

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if ((batches == null) == (evaluation == null)) {
      throw new IllegalArgumentException("one of --batches I[..J] and --evaluation SET is needed");
    }
    if (batches != null && (sequences != null || atBatch != null)) {
      throw new IllegalArgumentException(
          "--sequences and --at-batch are about an evaluation set; batches have their own number");
    }
    NewFile file = new NewFile(out, "--out", force);
    Logs.quiet();
    RunSpec spec = spec();
    List<Sequences> drawn =
        batches == null ? List.of(evaluationSequences(spec)) : trainingBatches(spec);
    List<PlainArray> arrays = DrawnArrays.of(drawn);
    Map<String, String> about = about(spec);
    file.write(draft -> Safetensors.writeArrays(draft, arrays, about));
    out().println(json ? Json.text(fields(arrays, about)) : sentence(arrays, about));
    return ExitCode.DONE;
  }

  /** That of the run with the swaps that came while it trained, or the one that is named. */
  private RunSpec spec() {
    if (run == null) {
      return specOptions.readNamed(clusterOptions.families());
    }
    if (specOptions.given()) {
      throw new IllegalArgumentException(
          "RUN and --preset, --spec or --set exclude each other; a run has its own spec");
    }
    RecordKeys.checkedRunName(run);
    try (Cluster cluster = clusterOptions.reading()) {
      RunScan log = new RunScan(cluster.kafka(), WITHIN);
      RunSpecs specs = new RunSpecs(cluster.kafka().families());
      RunOrigin origin = RunOrigin.in(log.all(Topics.CONTROL, run), specs)
          .orElseThrow(() -> RefusedException.unknownRun(run));
      return EffectiveSpec.swapped(origin.spec(), log.all(Topics.EVENTS, run));
    }
  }

  private List<Sequences> trainingBatches(RunSpec spec) {
    Matcher range = RANGE.matcher(batches);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "--batches must be an index, or two as in 0..9, was '%s'".formatted(batches));
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
    long end = spec.training().steps();
    if (first > last || last >= end) {
      throw new IllegalArgumentException(
          "--batches must ascend and be within 0..%d, was '%s'".formatted(end - 1, batches));
    }
    requireFew((last - first + 1) * spec.sequences());
    BatchSource source = new BatchSource("drawn", spec);
    return LongStream.rangeClosed(first, last)
        .mapToObj(index -> BatchCodec.sequences(source.whole(index)))
        .toList();
  }

  private Sequences evaluationSequences(RunSpec spec) {
    long at = atBatch == null ? spec.training().steps() - 1 : atBatch;
    if (at < 0 || at >= spec.training().steps()) {
      throw new IllegalArgumentException(
          "--at-batch must be within 0..%d, was %d".formatted(spec.training().steps() - 1, at));
    }
    DistributionHistory history = DistributionHistory.planned(spec);
    List<Distribution> until = history.versions().stream()
        .limit(history.at(at).version() + 1L)
        .map(VersionedDistribution::distribution)
        .toList();
    EvaluationSampler sampler = spec.family().evaluationSampler(until, spec.seed());
    EvaluationSet set = sampler.sets().stream()
        .filter(each -> each.label().equals(evaluation))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("there is no set '%s' at batch %d; the sets are %s"
                .formatted(
                    evaluation,
                    at,
                    sampler.sets().stream()
                        .map(EvaluationSet::label)
                        .collect(Collectors.joining(", ")))));
    int count = sequences == null ? spec.evaluation().sequences() : sequences;
    if (count < 1) {
      throw new IllegalArgumentException("--sequences must be at least 1, was " + count);
    }
    requireFew(count);
    return sampler.sequences(set, count);
  }

  private static void requireFew(long count) {
    if (count > MOST_SEQUENCES) {
      throw new IllegalArgumentException(
          "a file may have at most %,d sequences, %,d were asked for; draw them into several"
              .formatted(MOST_SEQUENCES, count));
    }
  }

  private Map<String, String> about(RunSpec spec) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("drawn", batches == null ? "set " + evaluation : "batches " + batches);
    about.put("family", spec.family().name());
    about.put("form", spec.family().form().toString());
    about.put("spec", RunSpecs.canonical(spec));
    return about;
  }

  private Map<String, Object> fields(List<PlainArray> arrays, Map<String, String> about) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", out.toString());
    fields.put("drawn", about.get("drawn"));
    Map<String, Object> shapes = new LinkedHashMap<>();
    arrays.forEach(each -> shapes.put(each.name(), each.shape()));
    fields.put("arrays", shapes);
    return fields;
  }

  private String sentence(List<PlainArray> arrays, Map<String, String> about) {
    return "wrote %s: %s, %s"
        .formatted(
            out,
            about.get("drawn"),
            arrays.stream()
                .map(each -> each.name() + " " + each.shape())
                .collect(Collectors.joining(", ")));
  }
}
