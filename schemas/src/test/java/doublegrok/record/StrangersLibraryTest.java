package doublegrok.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records can be read without this program: here by Python, with a schema and Avro alone. */
final class StrangersLibraryTest {
  private static final String SCRIPT = "../docs/records.py";
  private static final String SCHEMAS = "target/classes"; // what the jar is made of

  @TempDir
  private Path folder;

  @Test
  void pythonReadsABatch() throws Exception {
    String python = pythonWithAvro();
    Path message = message(Batches.small().toByteBuffer());

    Result result = run(python, SCRIPT, SCHEMAS, message.toString());

    assertThat(result.output).isEqualToIgnoringNewLines("""
        {"answerPositions":[1,3],"answerWeights":null,"checksum":3000000000,\
        "distributionVersion":2,"family":"modular-shift","firstShot":0,"index":41,\
        "payload":{"latents":[5,250],"length":4,"tokens":"000102037f80fa0a","vocabulary":251},\
        "run":"my-run","seed":-7,"sequences":2,"shots":2,"swap":null}
        """);
    assertThat(result.exitCode).isZero();
  }

  @Test
  void pythonRefusesAnotherSchemasHeader() throws Exception {
    String python = pythonWithAvro();
    ByteBuffer bytes = Batches.small().toByteBuffer();
    bytes.put(2, (byte) ~bytes.get(2));

    Result result = run(python, SCRIPT, SCHEMAS, message(bytes).toString());

    assertThat(result.output).contains("no schema here has the header c301");
    assertThat(result.exitCode).isEqualTo(1);
  }

  private Path message(ByteBuffer bytes) throws IOException {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return Files.write(folder.resolve("message"), array);
  }

  private String pythonWithAvro() throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      boolean there = python.startsWith("/")
          ? Files.isExecutable(Path.of(python))
          : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
              .anyMatch(path -> Files.isExecutable(Path.of(path, python)));
      if (there && run(python, "-c", "import avro.io, avro.schema").exitCode == 0) {
        return python;
      }
    }
    return abort("no python3 with the package avro here (Debian: apt install python3-avro)");
  }

  private Result run(String... command) throws Exception {
    Path output = folder.resolve("output");
    Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", command) + " took over 60 seconds");
    }
    return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private record Result(int exitCode, String output) {}
}
