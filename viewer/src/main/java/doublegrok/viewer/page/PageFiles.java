package doublegrok.viewer.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Answers with the page's own files and its chart library, all from the class path: nothing comes
 * from a network. A file is found by its name in one of four folders, so no path leads elsewhere.
 */
final class PageFiles {
  private static final String OWN = "/doublegrok/page/";
  private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "svg", "image/svg+xml");

  private PageFiles() {}

  static void addTo(RoutesConfig routes) {
    String uplot = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
    PageRoute.PAGE.addTo(routes, context -> write(context, OWN, "index.html"));
    PageRoute.SWEEP_PAGE.addTo(routes, context -> write(context, OWN, "sweeps.html"));
    PageRoute.ICON.addTo(routes, context -> write(context, OWN, "icon.svg"));
    PageRoute.STYLES.addTo(
        routes, context -> write(context, OWN + "css/", context.pathParam("file")));
    PageRoute.SCRIPTS.addTo(
        routes, context -> write(context, OWN + "js/", context.pathParam("file")));
    PageRoute.CHART_LIBRARY.addTo(
        routes, context -> write(context, uplot, context.pathParam("file")));
  }

  private static void write(Context context, String folder, String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      throw missing(name);
    }
    byte[] content = read(folder + name).orElseThrow(() -> missing(name));
    String tag = "\"" + checksum(content) + "\"";
    context.header("ETag", tag);
    // The browser asks each time, so that it never mixes the files of two versions.
    context.header("Cache-Control", "no-cache");
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(type).result(content);
    }
  }

  private static NotFoundResponse missing(String name) {
    return new NotFoundResponse("The page has no file '" + name + "'.");
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream file = PageFiles.class.getResourceAsStream(resource)) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " could not be read from the class path", e);
    }
  }

  private static String checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return Long.toHexString(checksum.getValue());
  }

  /** The version is in the paths of the library's files, and only the root POM knows it. */
  private static String uplotVersion() {
    try (InputStream file = PageFiles.class.getResourceAsStream(UPLOT)) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(file, UPLOT + " is not on the class path"));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(UPLOT + " could not be read from the class path", e);
    }
  }
}
