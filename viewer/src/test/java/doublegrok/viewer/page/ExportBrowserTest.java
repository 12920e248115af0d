package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.StepMeasures;
import io.prometheus.client.CollectorRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.NodeList;

/** Takes from one page what its figures save. */
@TestInstance(Lifecycle.PER_CLASS)
final class ExportBrowserTest extends InBrowser {
  private static final Path PICTURES = Path.of("target", "page");
  private static final String RUN = "demo";
  private static final List<String> FIGURES = List.of(
      "#accuracy",
      "#series-spectrum",
      "#loss",
      "#shots",
      "#gradient",
      "#speed",
      "#lag",
      ".others [data-probe=attention]",
      ".others [data-probe=components]",
      ".others [data-probe=impostors]",
      ".others [data-probe=ratio-heads]",
      ".grids > figure");

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private PageServer server;

  @BeforeAll
  void open() {
    browser.size(1280, 3600, false);
    browser.dark(false);
    views.put(run.until(3300));
    views.putProbes(RUN, run.probes(3300));
    server = PageServer.start(PageSettings.local(0), views, new CollectorRegistry());
    show();
  }

  private void show() {
    browser.open(server.url());
    browser.await("document.querySelectorAll('.u-over').length === 7"
        + " && document.querySelector('.grids canvas')"
        + " && document.querySelector('#shots .scale')");
    browser.settle();
  }

  @AfterAll
  void close() {
    if (server != null) {
      browser.open("about:blank");
      server.close();
    }
  }

  @Test
  void theTableOfAChartHasEveryPointThatIsShownWithItsInterval() {
    String hideOrShow = "document.querySelector('#accuracy [data-series=id-test]').click()";
    browser.evaluate(hideOrShow);

    CapturedSave save = CapturedSave.of(browser, "#accuracy", "CSV");

    browser.evaluate(hideOrShow);

    List<String> lines = save.text().lines().toList();
    assertThat(save.name()).isEqualTo("demo-accuracy-step3300.csv");
    assertThat(lines.get(0))
        .startsWith("step,accuracy on id-train at the last shot (ratio),"
            + "low end of its 95 % Wilson interval on id-train (ratio),high end of")
        .contains("accuracy on ood at")
        .doesNotContain(
            "id-test at the last shot (ratio),low end of its 95 % Wilson interval on" + " id-test");
    assertThat(lines).hasSize(1 + 3300 / 50);
    EvaluationPoint point = run.evaluations(50).get(0);
    assertThat(lines.get(1))
        .startsWith("50,%s,%s,%s,"
            .formatted(
                point.lastShot().accuracy(),
                point.lastShot().low(),
                point.lastShot().high()));
  }

  /** A logarithmic axis has no place for a loss of 0 and for step 0. */
  @Test
  void aTableIsTheSameWhateverTheAxes() {
    FakeRunViews others = new FakeRunViews();
    others.put(new ExampleRun("zero").until(50));
    List<String> tables = new ArrayList<>();
    try (PageServer own =
        PageServer.start(PageSettings.local(0), others, new CollectorRegistry())) {
      browser.open(own.url());
      browser.await("document.querySelector('#connection')?.dataset.state === 'live'");
      others.publish(new LiveUpdate.LossReported(
          "zero", LossPoint.of(51, new StepMeasures(0, 0.002, 1, 58_000, 0.0004))));
      browser.settle();
      for (String axis : List.of("linear", "log")) {
        for (String choice : List.of("x", "loss")) {
          browser.evaluate("document.querySelector('[data-choice=%s] [data-value=%s]').click()"
              .formatted(choice, axis));
        }
        browser.settle();
        tables.add(CapturedSave.of(browser, "#loss", "CSV").text());
      }
      show();
    }

    assertThat(tables.get(1)).isEqualTo(tables.get(0)).contains("\n51,0,");
  }

  @ParameterizedTest
  @FieldSource("FIGURES")
  void everyFigureCanBeSavedAsATableAndAsAPicture(String figure) throws Exception {
    CapturedSave table = CapturedSave.of(browser, figure, "CSV");
    CapturedSave picture = CapturedSave.of(browser, figure, "PNG");

    List<String> lines = table.text().lines().toList();
    assertThat(lines).hasSizeGreaterThan(2);
    long columns = lines.get(0).chars().filter(each -> each == ',').count();
    assertThat(lines).allMatch(line -> line.chars().filter(each -> each == ',').count() == columns);
    assertThat(table.name()).matches("demo-[a-z-]+-step3300\\.csv");
    assertThat(picture.name()).isEqualTo(table.name().replace(".csv", ".png"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(image.getRGB(0, 0)).as("solid ground").isEqualTo(0xFFFFFFFF);
    assertThat(colours(image)).isGreaterThan(20);
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(picture.name()), picture.bytes());
    assertThat(browser.errors()).isEmpty();
  }

  /** Each drawing is opened on its own, by a page without the styles and scripts of ours. */
  @Test
  void drawingsShowWhatThePicturesDo() throws Exception {
    Map<Path, BufferedImage> pictures = new LinkedHashMap<>();
    Files.createDirectories(PICTURES);
    for (String figure : FIGURES) {
      CapturedSave drawing = CapturedSave.of(browser, figure, "SVG");
      assertThat(drawing.name()).matches("demo-[a-z-]+-step3300\\.svg");
      Path file = PICTURES.resolve(drawing.name());
      Files.write(file, drawing.bytes());
      byte[] picture = CapturedSave.of(browser, figure, "PNG").bytes();
      pictures.put(file, ImageIO.read(new ByteArrayInputStream(picture)));
    }
    CapturedSave accuracy = CapturedSave.of(browser, "#accuracy", "SVG");
    assertThat(browser.errors()).isEmpty();
    for (var each : pictures.entrySet()) {
      browser.open(each.getKey().toUri().toString());
      browser.await("document.documentURI.endsWith('%s') && document.readyState === 'complete'"
          .formatted(each.getKey().getFileName()));
      Path screen = PICTURES.resolve(each.getKey().getFileName() + ".png");
      browser.screenshot(screen);
      InkComparison.assertAlike(each.getKey(), ImageIO.read(screen.toFile()), each.getValue());
    }
    show();

    assertThat(CapturedSave.of(browser, "#accuracy", "SVG").text())
        .as("the same figure gives the same file")
        .isEqualTo(accuracy.text());
    assertThat(texts(accuracy.bytes()))
        .as("texts stay texts")
        .contains("Accuracy", "OOD-generalisation", "3,000");
  }

  private static List<String> texts(byte[] drawing) throws Exception {
    NodeList found = DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(drawing))
        .getElementsByTagName("text");
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  @Test
  void aPictureIsInTheThemeThatIsShown() throws Exception {
    browser.dark(true);
    browser.settle();

    CapturedSave picture = CapturedSave.of(browser, "#loss", "PNG");

    browser.dark(false);
    browser.settle();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFF161D25);
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve("dark-" + picture.name()), picture.bytes());
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }
}
