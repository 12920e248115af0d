package doublegrok.viewer.stream;

import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.RunEvent;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record that the view puts on a topic.
 *
 * @param topic where it goes
 * @param key under which
 * @param value what it says
 * @param <V> the topic's records
 */
record Message<V extends SpecificRecord>(Topic<V> topic, String key, V value) {
  static Message<RunEvent> of(RunEvent event) {
    return new Message<>(Topics.EVENTS, event.getRun(), event);
  }

  static Message<ControlCommand> of(ControlCommand command) {
    String key = RecordKeys.command(command.getRun(), command.getVersion(), command.getId());
    return new Message<>(Topics.CONTROL, key, command);
  }
}
