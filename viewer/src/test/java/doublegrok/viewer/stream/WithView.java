package doublegrok.viewer.stream;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that have a view for themselves, on a disk of its own. */
abstract class WithView {
  ViewDriver view;

  @BeforeEach
  final void open(@TempDir Path directory) {
    view = new ViewDriver(directory);
  }

  @AfterEach
  final void close() {
    view.close();
  }
}
