package doublegrok.local.connect;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.Topics;
import doublegrok.record.Demand;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The plugin's folder has all that the converter needs and that a worker of Connect has not. */
class PluginFolderIT {
  static final Path PLUGINS = Path.of("..", "connect", "target", "plugins");

  @Test
  void theConverterReadsWithTheJarsOfItsFolderAlone() throws Exception {
    byte[] value = Topics.DEMAND.codec().encode(new Demand("a", 99L, null, 0L, 500L));
    List<URL> jars = new ArrayList<>();
    for (Class<?> ofTheWorker : List.of(Converter.class, TopicConfig.class, LoggerFactory.class)) {
      jars.add(ofTheWorker.getProtectionDomain().getCodeSource().getLocation());
    }
    jars.addAll(jarsOfTheFolder());

    try (URLClassLoader apart =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = apart.loadClass("doublegrok.connect.RecordConverter");
      Object converter = type.getConstructor().newInstance();
      Object read = type.getMethod("toConnectData", String.class, byte[].class)
          .invoke(converter, Topics.DEMAND.name(), value);

      assertThat(read.getClass().getMethod("value").invoke(read))
          .hasToString("Struct{run=a,upToBatch=99,epoch=0,endsAtBatch=500}");
      assertThat((String) type.getMethod("version").invoke(converter)).startsWith("0.");
    }
  }

  @Test
  void itHasNothingThatAWorkerHasItself() throws IOException {
    assertThat(jarsOfTheFolder())
        .extracting(jar -> Path.of(jar.getPath()).getFileName().toString())
        .anyMatch(name -> name.startsWith("doublegrok-connect-"))
        .noneMatch(name -> name.matches("(kafka-|connect-|slf4j-|jakarta).*"));
  }

  private static List<URL> jarsOfTheFolder() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(PLUGINS.resolve("doublegrok"))) {
      for (Path file : files.toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    return jars;
  }
}
