package doublegrok.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.bench.Trainee.Steps;
import doublegrok.model.ComputeDevice;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.TransformerSpec;
import doublegrok.task.TokenSequences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Process of docs/weights.py, which takes training steps and their times itself. */
final class PythonProcess {
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3", "python");
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path complaints;
  private final BufferedReader answers;
  private final Writer requests;

  private PythonProcess(Process process, Path complaints) {
    this.process = process;
    this.complaints = complaints;
    this.answers = process.inputReader();
    this.requests = process.outputWriter();
  }

  /** The Python that is named, or the first of the usual ones; empty if it has no torch. */
  static Optional<String> withTorch(Optional<String> named) throws InterruptedException {
    for (String candidate : named.map(List::of).orElse(USUAL)) {
      try {
        Process process = new ProcessBuilder(candidate, "-c", "import torch, numpy").start();
        boolean found = process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        process.destroyForcibly();
        if (found) {
          return Optional.of(candidate);
        }
      } catch (IOException absent) {
        // The next one may be there.
      }
    }
    return Optional.empty();
  }

  /**
   * Starts Python.
   *
   * @param python that has torch
   * @param blocks of all steps that it will take
   * @param directory for the weights, the batches and the script alone
   * @throws IllegalStateException with what Python said last, if it ends
   */
  static Trainee start(
      String python,
      Shape shape,
      List<TokenSequences> blocks,
      ComputeDevice device,
      int threads,
      Path directory)
      throws IOException, InterruptedException {
    Path script = Files.writeString(
        directory.resolve("weights.py"), PlainTrainingProgram.source("weights.py"));
    Path weights = directory.resolve("weights.safetensors");
    Safetensors.write(weights, shape.initial().weights(), Map.of());
    Path steps = directory.resolve("case.json");
    JSON.writeValue(steps.toFile(), fields(shape, blocks, device, threads));
    TransformerSpec model = shape.model();
    Path complaints = directory.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(List.of(
            python,
            "-u",
            script.toString(),
            weights.toString(),
            "--heads=" + model.heads(),
            "--activation=" + model.activation().name().toLowerCase(Locale.ROOT),
            "--bench=" + steps))
        .redirectError(complaints.toFile());
    // What PyTorch is told of threads does not reach every matrix library.
    for (String library : List.of("OMP", "OPENBLAS", "MKL")) {
      builder.environment().put(library + "_NUM_THREADS", Integer.toString(threads));
    }
    PythonProcess started = new PythonProcess(builder.start(), complaints);
    Runnable end = started.process::destroyForcibly;
    try {
      return new Trainee("python: " + started.answer().asText(), started::steps, end);
    } catch (Exception failure) {
      end.run();
      throw failure;
    }
  }

  private static Map<String, Object> fields(
      Shape shape, List<TokenSequences> blocks, ComputeDevice device, int threads) {
    return Map.of(
        "threads", threads,
        "device", device.isCuda() ? "cuda" : "cpu",
        "optimizer", shape.spec().optimizer(),
        "length", blocks.get(0).layout().length(),
        "answerPositions", blocks.get(0).layout().answerPositions(),
        "blocks", blocks.stream().map(TokenSequences::bytes).toList());
  }

  private Steps steps(int count) throws IOException, InterruptedException {
    requests.write(count + "\n");
    requests.flush();
    JsonNode answer = answer();
    return new Steps(
        StreamSupport.stream(answer.get("losses").spliterator(), false)
            .map(JsonNode::asDouble)
            .toList(),
        answer.get("millis").asDouble());
  }

  private JsonNode answer() throws IOException, InterruptedException {
    Optional<String> line = CompletableFuture.supplyAsync(this::line)
        .completeOnTimeout(Optional.empty(), PATIENCE.toMinutes(), TimeUnit.MINUTES)
        .join();
    if (line.isPresent()) {
      return JSON.readTree(line.get());
    }
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Python gave no answer within " + PATIENCE);
    }
    List<String> said = Files.readAllLines(complaints);
    throw new IllegalStateException(
        "Python ended: " + (said.isEmpty() ? "it said nothing" : said.get(said.size() - 1)));
  }

  private Optional<String> line() {
    try {
      return Optional.ofNullable(answers.readLine());
    } catch (IOException failure) {
      throw new UncheckedIOException("reading what Python says", failure);
    }
  }
}
