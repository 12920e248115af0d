package doublegrok.local.connect;

import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.file.FileStreamSinkConnector;
import org.apache.kafka.connect.file.FileStreamSinkTask;

/** Connect's own file sink, of a release that asks for its version where Kafka no longer has it. */
public final class FileSink extends FileStreamSinkConnector {
  private static final String VERSION = "4.3.1";

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FileTask.class;
  }

  /** Its task, which writes. */
  public static final class FileTask extends FileStreamSinkTask {
    @Override
    public String version() {
      return VERSION;
    }
  }
}
