package doublegrok.evaluator.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The page's own files and its chart library, all from the class path: nothing from a network. */
final class PageFiles {
  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private PageFiles() {}

  static void addTo(JavalinConfig config) {
    add(config, "/", "doublegrok/page");
    add(config, "/lib/uplot", "META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist");
  }

  private static void add(JavalinConfig config, String at, String directory) {
    config.staticFiles.add(files -> {
      files.hostedPath = at;
      files.directory = directory;
      files.location = Location.CLASSPATH;
      // Without it a browser could mix the files of two versions of the program.
      files.headers = Map.of("Cache-Control", "no-cache");
    });
  }

  /** The version is in the paths of the library's files, and only the root POM knows it. */
  private static String uplotVersion() {
    ClassLoader loader = PageFiles.class.getClassLoader();
    try (InputStream file = loader.getResourceAsStream(UPLOT)) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(file, UPLOT + " is not on the class path"));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(UPLOT + " could not be read", e);
    }
  }
}
