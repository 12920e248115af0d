package doublegrok.bench.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The reference in Python, in a process of its own; it takes its times itself. */
public final class PythonContestant implements Contestant {
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final List<String> THREADS =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PythonCase given;
  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final JsonNode about;

  private PythonContestant(PythonCase given, Process process) throws Exception {
    this.given = given;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.about = answer();
  }

  /**
   * Starts Python.
   *
   * @param python that has torch
   * @param directory for the case alone
   * @throws IllegalStateException with what Python said last, if it ends
   */
  public static PythonContestant start(String python, Duel duel, Path directory) throws Exception {
    PythonCase given = PythonCase.write(duel, directory);
    ProcessBuilder builder = new ProcessBuilder(python, "-u", given.script(), given.file())
        .redirectError(given.complaints().toFile());
    // What PyTorch is told of threads does not reach every matrix library.
    THREADS.forEach(name -> builder.environment().put(name, Integer.toString(duel.threads())));
    Process process = builder.start();
    try {
      return new PythonContestant(given, process);
    } catch (Exception failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  @Override
  public String description() {
    return ("python: PyTorch %s (BLAS %s: its own matrix product reaches %.1f GFLOP/s), every"
            + " position, attention %s, AdamW %s, threads: %d")
        .formatted(
            about.get("torch").asText(),
            about.get("blas").asText(),
            about.get("matrix_product_gflops").asDouble(),
            about.get("attention").asText(),
            about.get("adamw").asText(),
            about.get("threads").asInt());
  }

  @Override
  public Steps steps(int count) throws Exception {
    requests.write(count + "\n");
    requests.flush();
    JsonNode answer = answer();
    List<Double> losses = new ArrayList<>();
    answer.get("losses").forEach(each -> losses.add(each.asDouble()));
    double millis = 0;
    for (JsonNode each : answer.get("millis")) {
      millis += each.asDouble();
    }
    return new Steps(losses, millis);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private JsonNode answer() throws Exception {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::line);
    try {
      return JSON.readTree(line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException late) {
      throw new IllegalStateException("Python gave no answer within " + PATIENCE, late);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("Python ended: " + lastComplaint(), failure);
    }
  }

  private String line() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("its output has ended");
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException("reading what Python says", failure);
    }
  }

  private String lastComplaint() throws IOException {
    List<String> lines = Files.readAllLines(given.complaints());
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
