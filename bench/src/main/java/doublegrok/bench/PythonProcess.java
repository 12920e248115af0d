package doublegrok.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.bench.Contestant.Steps;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Safetensors;
import doublegrok.spec.ModelSpec;
import doublegrok.task.TokenSequences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Process of docs/weights.py, which takes training steps and their times itself. */
final class PythonProcess {
  private static final String SCRIPT = "weights.py";
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3", "python");
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final List<String> THREADS =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path complaints;
  private final BufferedReader answers;
  private final Writer requests;

  private PythonProcess(Process process, Path complaints) {
    this.process = process;
    this.complaints = complaints;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** The Python that is named, or the first of the usual ones; empty if it has no torch. */
  static Optional<String> withTorch(Optional<String> named) throws InterruptedException {
    for (String candidate : named.map(List::of).orElse(USUAL)) {
      if (hasTorch(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean hasTorch(String python) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(python, "-c", "import torch, numpy")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException absent) {
      return false;
    }
    try {
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Starts Python.
   *
   * @param python that has torch
   * @param directory for the weights, the batches and the script alone
   * @throws IllegalStateException with what Python said last, if it ends
   */
  static Contestant start(
      String python,
      Shape shape,
      List<TokenSequences> blocks,
      ComputeDevice device,
      int threads,
      Path directory)
      throws Exception {
    Path complaints = directory.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(python, "-u").redirectError(complaints.toFile());
    builder.command().addAll(arguments(shape, blocks, device, threads, directory));
    // What PyTorch is told of threads does not reach every matrix library.
    THREADS.forEach(name -> builder.environment().put(name, Integer.toString(threads)));
    PythonProcess python3 = new PythonProcess(builder.start(), complaints);
    Runnable end = python3.process::destroyForcibly;
    try {
      return new Contestant("python: " + python3.answer().asText(), python3::steps, end);
    } catch (Exception failure) {
      end.run();
      throw failure;
    }
  }

  private static List<String> arguments(
      Shape shape, List<TokenSequences> blocks, ComputeDevice device, int threads, Path directory)
      throws IOException {
    Path script = Files.write(directory.resolve(SCRIPT), Resources.read(SCRIPT));
    Path weights = directory.resolve("weights.safetensors");
    Safetensors.write(weights, shape.initial().weights(), Map.of());
    Path file = directory.resolve("case.json");
    JSON.writeValue(
        file.toFile(),
        Map.of(
            "threads",
            threads,
            "device",
            device.isCuda() ? "cuda" : "cpu",
            "optimizer",
            shape.spec().optimizer(),
            "blocks",
            blocks.stream().map(PythonProcess::fields).toList()));
    ModelSpec model = shape.spec().model();
    return List.of(
        script.toString(),
        weights.toString(),
        "--heads=" + model.heads(),
        "--activation=" + model.activation().name().toLowerCase(Locale.ROOT),
        "--bench=" + file);
  }

  private static Map<String, Object> fields(TokenSequences block) {
    return Map.of(
        "sequences",
        block.count(),
        "length",
        block.layout().length(),
        "tokens",
        block.bytes(),
        "answerPositions",
        block.layout().answerPositions());
  }

  private Steps steps(int count) throws Exception {
    requests.write(count + "\n");
    requests.flush();
    JsonNode answer = answer();
    List<Double> losses = new ArrayList<>();
    answer.get("losses").forEach(each -> losses.add(each.asDouble()));
    return new Steps(losses, answer.get("millis").asDouble());
  }

  private JsonNode answer() throws Exception {
    try {
      String line =
          CompletableFuture.supplyAsync(this::line).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return JSON.readTree(line);
    } catch (TimeoutException late) {
      throw new IllegalStateException("Python gave no answer within " + PATIENCE, late);
    } catch (ExecutionException failure) {
      List<String> said = Files.readAllLines(complaints);
      throw new IllegalStateException(
          "Python ended: " + (said.isEmpty() ? "it said nothing" : said.get(said.size() - 1)),
          failure);
    }
  }

  private String line() {
    try {
      return Optional.ofNullable(answers.readLine()).orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException("reading what Python says", failure);
    }
  }
}
