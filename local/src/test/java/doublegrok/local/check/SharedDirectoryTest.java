package doublegrok.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.local.check.Finding.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what is found about a directory that machines share. */
final class SharedDirectoryTest {
  @TempDir
  private Path directory;

  @Test
  void aDirectoryWithLocksAndTheSameClockIsSoundAndIsLeftAsItWas() throws IOException {
    SharedDirectory shared = SharedDirectory.here(directory.resolve("not/yet"));

    assertThat(shared.locks().state()).isEqualTo(State.OK);
    assertThat(shared.clock().state()).isEqualTo(State.OK);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nfs4, 'rw,vers=4.2,local_lock=none', OK",
    "nfs, 'rw,nolock,local_lock=all', BAD",
    "nfs, 'rw,local_lock=posix', BAD",
    "nfs, 'rw,local_lock=flock', OK"
  })
  void locksThatHoldOnThisMachineAloneAreNone(String kind, String options, State state) {
    List<String> mounts = List.of(
        "/dev/sda1 / ext4 rw 0 0",
        "server:/home %s %s %s 0 0".formatted(directory, kind, options),
        "tmpfs %s/other tmpfs rw,nolock 0 0".formatted(directory));

    Finding found = new SharedDirectory(directory.resolve("data"), mounts).locks();

    assertThat(found.state()).isEqualTo(state);
    assertThat(found.text()).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "0, OK, agrees",
    "5, OK, agrees",
    "-5, OK, agrees",
    "6, NOTE, 6 s ahead of",
    "-90, NOTE, 90 s behind"
  })
  void clocksThatAreApartAreTold(int ahead, State state, String words) {
    Finding found = SharedDirectory.apart(Duration.ofSeconds(ahead), "that of a server");

    assertThat(found.state()).isEqualTo(state);
    assertThat(found.text()).contains(words, "that of a server");
  }
}
