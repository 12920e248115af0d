package doublegrok.evaluator.page;

import doublegrok.control.Answer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was asked; accepts all but a stop. */
final class RecordedCommands implements RunCommands {
  private final List<RunRequest> asked = new CopyOnWriteArrayList<>();

  @Override
  public Answer obey(String run, RunRequest request) {
    asked.add(request);
    return request instanceof RunRequest.Stop
        ? new Answer(false, "The run is over already.", OptionalLong.empty())
        : new Answer(true, "It will be done.", OptionalLong.of(17));
  }

  List<RunRequest> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }
}
