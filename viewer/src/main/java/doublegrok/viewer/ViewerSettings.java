package doublegrok.viewer;

import doublegrok.log.KafkaSettings;
import doublegrok.viewer.page.PageSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of a viewer.
 *
 * @param kafka how to reach Kafka
 * @param state directory of the stores of view and watch
 * @param page where the page listens; empty for none
 */
public record ViewerSettings(KafkaSettings kafka, Path state, Optional<PageSettings> page) {}
