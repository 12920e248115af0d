package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doublegrok.local.check.RefusedException;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.process.DataDirectory;
import doublegrok.spec.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that what cannot run is refused before anything starts, in one sentence that names the way
 * out.
 */
class BadUseTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @MethodSource
  void badArgumentsAreRefusedInOneSentence(String arguments, String sentence) {
    Answer answer = demo(arguments.split(" "));

    assertThat(answer.exitCode()).isEqualTo(2);
    assertOneSentence(answer, sentence);
    assertThat(directory).isEmptyDirectory();
  }

  static Stream<Arguments> badArgumentsAreRefusedInOneSentence() {
    return Stream.of(
        refused("--preset smoek", "there is no preset smoek; did you mean smoke?"),
        refused(
            "--preset smoke --set training.step=60",
            "unknown key training.step; did you mean training.steps?"),
        refused(
            "--preset smoke --set task.modulus=12",
            "task.modulus must be a prime from 3 to 251, was 12"),
        refused(
            "--preset smoke --set distribution.tasks=12",
            "distribution.tasks must be 1..11, as there are 11 latent tasks, was 12"),
        refused(
            "--preset smoke --set model.context=8 --set distribution.shots=5",
            "distribution.shots must fit the context: 5 shots are 10 tokens"),
        refused(
            "--preset smoke --spec mine.yaml",
            "--preset and --spec exclude each other; give one of them"),
        refused("--spec mine.yaml", "--spec mine.yaml does not exist; name a YAML file"),
        refused("--preset smoke --run a/b", "a run's name must be 1 to 63 lower-case letters"),
        refused("--threads 0", "--threads must be 1..1024, was 0"),
        refused("--precision half", "--precision must be float32, bfloat16 or auto, was 'half'"),
        refused("--until-step 0", "--until-step must be at least 1, was 0"),
        refused("--port 65536", "--port must be 0..65535 (0 picks a free one), was 65536"));
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestOne() {
    Answer answer = demo("--presett", "smoke");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err().lines())
        .containsExactly(
            "doublegrok: Unknown options: '--presett', 'smoke'",
            "Possible solutions: --preset, --precision",
            "'doublegrok demo --help' says more.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out x --format foo | must be one of csv, jsonl, safetensors, gpt-neox, transformer-lens",
        "--data x --format gpt-neox | --format must be csv or jsonl for tables (--data), was gpt-",
        "--data x --follow | --follow is about event files (--tensorboard)",
        "--out x --follow | --follow is about event files (--tensorboard)",
      })
  void whatAnExportIsNotAboutIsRefused(String options, String sentence) {
    Answer answer = run(("export demo " + options).split(" "));

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16"})
  void aSpecInAnotherEncodingIsRefused(String encoding) throws Exception {
    Path spec = directory.resolve("foreign.yaml");
    Files.write(spec, ("# f\u00fcr alle\n" + Presets.text("smoke")).getBytes(encoding));

    Answer answer = demo("--spec", spec.toString());

    assertThat(answer.exitCode()).isEqualTo(2);
    assertOneSentence(answer, spec + " is not UTF-8 text");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  /** Else a shell's <(...) would give it the number of a file. */
  @Test
  void aSpecFromAPipeGivesARunNoName() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Thread writer = new Thread(() -> write(pipe, Presets.text("smoke")));
    writer.start();

    Answer answer = demo("--spec", pipe.toString());

    writer.join();
    assertThat(answer.exitCode()).isEqualTo(2);
    assertOneSentence(answer, pipe + " is a pipe or a device");
    assertOneSentence(answer, "name it with --run");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void aTakenPortIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Answer answer = demo("--port", Integer.toString(taken.getLocalPort()));

      assertThat(answer.exitCode()).isEqualTo(1);
      assertOneSentence(answer, "port %d cannot be had".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "kept");

    Answer answer = run("demo", "--port", "0", "--dir", file.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertOneSentence(answer, file + " is a file; name another with --dir");
    assertThat(file).hasContent("kept");
  }

  @Test
  void aNearlyFullDiskIsRefused() {
    DataDirectory data = new DataDirectory(directory.resolve("data"));
    long moreThanAnyDiskHas = Long.MAX_VALUE / 2;

    assertThatThrownBy(() -> data.prepare(moreThanAnyDiskHas))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the disk under " + data.root() + " has ")
        .hasMessageContaining("free some or name another with --dir");
    assertThat(directory).isEmptyDirectory();
  }

  private static Arguments refused(String arguments, String sentence) {
    return Arguments.of(arguments, sentence);
  }

  private Answer demo(String... arguments) {
    String data = directory.resolve("data").toString();
    return run(Stream.of(new String[] {"demo", "--dir", data}, arguments)
        .flatMap(Arrays::stream)
        .toArray(String[]::new));
  }

  private static Answer run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Doublegrok.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertThat(out.toString()).isEmpty();
    return new Answer(exitCode, err.toString());
  }

  /** A fault in a spec stands in a line of its own, below what it is a fault of. */
  private static void assertOneSentence(Answer answer, String part) {
    String spec = "doublegrok: 1 fault in the run spec preset smoke:\n  --set: ";
    String sentence = answer.err().replace(spec, "doublegrok: ");
    assertThat(sentence.lines())
        .singleElement()
        .asString()
        .startsWith("doublegrok: ")
        .contains(part);
  }

  private record Answer(int exitCode, String err) {}
}
