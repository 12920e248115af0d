package doublegrok.local.reference;

import static doublegrok.local.reference.Markdown.plain;
import static doublegrok.local.reference.Markdown.quoted;

import doublegrok.evaluator.work.EvaluatorMetrics;
import doublegrok.status.RejectedRecords;
import doublegrok.status.ServiceHealth;
import doublegrok.viewer.metrics.RunCollector;
import doublegrok.viewer.page.PageServer;
import doublegrok.viewer.page.PageSettings;
import doublegrok.viewer.stream.DiskRunViews;
import doublegrok.viewer.view.RunViews;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Page of every metric, from the registry that each service fills. */
final class MetricsPage {
  private final Markdown page = new Markdown("Metrics", """
      What each service tells Prometheus at `/metrics`, in the text format. A histogram has \
      the series `_bucket`, `_sum` and `_count`. Besides these, every process tells what the \
      Java virtual machine does (`jvm_...`, `process_...`). A process that runs several \
      services, as `demo` does, shows the metrics of all of them.
      """);

  private MetricsPage() {}

  /** A registry that remembers who is registered. */
  private static final class ListingRegistry extends CollectorRegistry {
    private final List<Collector> collectors = new ArrayList<>();

    @Override
    public void register(Collector collector) {
      collectors.add(collector);
      super.register(collector);
    }
  }

  static String text() {
    return new MetricsPage().write();
  }

  private String write() {
    service("Every service", "Of its Kafka clients:", health -> {});
    ListingRegistry common = registry(health -> {});
    service(
        "Generator",
        "Of its work, and of the runs at work lately:",
        health -> made("doublegrok.generator.GeneratorMetrics", health),
        common);
    service(
        "Trainer",
        "Of the run that it trains, as it happens:",
        health -> made("doublegrok.trainer.TrainerMetricFamilies", health),
        common);
    service("Evaluator", "Of its work:", EvaluatorMetrics::new, common);
    service(
        "Viewer",
        "Of all runs, as the topics tell them; so each viewer shows the same:",
        MetricsPage::viewer,
        common);
    return page.toString();
  }

  private void service(String name, String words, Consumer<ServiceHealth> fill) {
    service(name, words, fill, new ListingRegistry());
  }

  private void service(
      String name, String words, Consumer<ServiceHealth> fill, ListingRegistry known) {
    List<List<String>> others = rows(known);
    page.heading(2, name);
    page.paragraph(words);
    page.table(
        List.of("metric", "type", "labels", "meaning"),
        rows(registry(fill)).stream().filter(row -> !others.contains(row)).toList());
  }

  private static ListingRegistry registry(Consumer<ServiceHealth> fill) {
    ListingRegistry registry = new ListingRegistry();
    fill.accept(new ServiceHealth(registry));
    return registry;
  }

  private static void viewer(ServiceHealth health) {
    new RejectedRecords(health.metrics(), "viewer", DiskRunViews.topics());
    RunViews none = new NoRuns();
    health.metrics().register(new RunCollector(none));
    PageServer.start(PageSettings.local(0), none, health.metrics()).close();
  }

  /** What nobody outside of its package makes otherwise. */
  private static void made(String type, ServiceHealth health) {
    try {
      Constructor<?> constructor =
          Class.forName(type).getDeclaredConstructor(CollectorRegistry.class);
      constructor.setAccessible(true);
      constructor.newInstance(health.metrics());
    } catch (ReflectiveOperationException moved) {
      throw new IllegalStateException("the metrics are made otherwise now", moved);
    }
  }

  private static List<List<String>> rows(ListingRegistry registry) {
    return registry.collectors.stream().flatMap(MetricsPage::rows).toList();
  }

  private static Stream<List<String>> rows(Collector collector) {
    return described(collector).stream()
        .map(family -> List.of(
            quoted(family.name + (family.type == Collector.Type.COUNTER ? "_total" : "")),
            family.type.name().toLowerCase(Locale.ROOT),
            labels(collector, family),
            plain(family.help)));
  }

  private static List<MetricFamilySamples> described(Collector collector) {
    return collector instanceof Collector.Describable describable
        ? describable.describe()
        : collector.collect();
  }

  /** The labels are those of the collector, or of a family that it makes anew at each scrape. */
  private static String labels(Collector collector, MetricFamilySamples family) {
    Object holder = collector instanceof Collector.Describable ? collector : family;
    for (Class<?> type = holder.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals("labelNames")) {
          return joined(field, holder);
        }
      }
    }
    throw new IllegalStateException("the labels of %s are held otherwise now".formatted(family));
  }

  private static String joined(Field field, Object holder) {
    try {
      field.setAccessible(true);
      return ((List<?>) field.get(holder))
          .stream().map(String::valueOf).map(Markdown::quoted).collect(Collectors.joining(", "));
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
