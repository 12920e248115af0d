package doublegrok.local.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.local.check.Finding.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {
  @TempDir
  private Path directory;

  @Test
  void aDirectoryThatCanBeCreatedIsWritableAndIsNotCreatedByLooking() {
    Path absent = directory.resolve("a/b");

    assertThatCode(() -> new WritableDirectory(absent).require()).doesNotThrowAnyException();
    assertThat(absent).doesNotExist();
  }

  @Test
  void aDirectoryBelowAFileIsRefusedWithTheWayOut() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> new WritableDirectory(file.resolve("x")).require())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file + " is a file")
        .hasMessageContaining("--dir");
  }

  @Test
  void anAlmostFullDiskIsRefusedWithBothNumbers() {
    FreeDiskSpace check = new FreeDiskSpace(directory, 1_000_000_000, path -> 12_345_678);

    assertThat(check.problem())
        .hasValueSatisfying(sentence ->
            assertThat(sentence).contains("12 MB free", "1000 MB", directory.toString()));
  }

  @Test
  void aDiskWithExactlyTheMinimumIsEnough() {
    assertThat(new FreeDiskSpace(directory, 5, path -> 5).problem()).isEmpty();
  }

  @Test
  void tooFewOpenFilesAreRefusedWithBothNumbersAndTheWayOut() {
    assertThat(new OpenFiles(512).problem()).isEmpty();
    assertThat(new OpenFiles(256).problem())
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("512 files", "256", "ulimit -n"));
    assertThat(OpenFiles.here().limit()).isPositive();
  }

  @Test
  void librariesThatDoNotLoadAreRefusedWithTheFolderAndTheOption() {
    NativeLibraries unloadable = new NativeLibraries(directory, () -> {
      throw new UnsatisfiedLinkError("failed to map segment");
    });

    assertThat(unloadable.problem())
        .hasValueSatisfying(sentence -> assertThat(sentence)
            .contains(directory.toString(), "failed to map", "noexec", "java.io.tmpdir"));
    assertThat(NativeLibraries.here().problem()).isEmpty();
  }

  @Test
  void anEncodingThatKnowsFewLettersIsTold() {
    Properties properties = new Properties();
    properties.setProperty("sun.jnu.encoding", "UTF-8");
    assertThat(Machine.encoding(properties).state()).isEqualTo(State.OK);

    properties.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
    assertThat(Machine.encoding(properties).state()).isEqualTo(State.NOTE);
    assertThat(Machine.encoding(properties).text()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void theRuleForThreadsIsTold() {
    assertThat(Machine.threads(new Cores(16)).line())
        .contains("a run measures 1 to 16 at its start, in demo 1 to 8; evaluations take 4");
  }

  @Test
  void theRealDiskIsAskedAlsoForADirectoryThatIsNotThereYet() {
    assertThat(FreeDiskSpace.usableBytes(directory.resolve("a/b"))).isPositive();
    assertThat(new FreeDiskSpace(directory.resolve("a/b"), Long.MAX_VALUE).problem())
        .isPresent();
  }

  @Test
  void aTakenPortIsRefusedAndTheOptionNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(new FreePort(port, "--port").problem())
          .hasValueSatisfying(sentence -> assertThat(sentence).contains("port " + port, "--port"));
    }
  }

  @Test
  void portZeroIsAlwaysFree() {
    assertThat(new FreePort(0, "--port").problem()).isEmpty();
  }

  @Test
  void aPortOutsideTheRangeIsABadArgument() {
    assertThatThrownBy(() -> new FreePort(65_536, "--port"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
  }

  @ParameterizedTest
  @CsvSource({"Linux, amd64", "Linux, aarch64", "Mac OS X, aarch64"})
  void aMachineThatPyTorchIsMadeForIsSupported(String system, String processor) {
    assertThat(new SupportedPlatform(system, processor).problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, amd64, WSL 2",
    "Mac OS X, x86_64, Mac OS X on x86_64",
    "Linux, riscv64, Linux on riscv64",
    "FreeBSD, amd64, FreeBSD on amd64"
  })
  void anotherMachineIsRefusedWithTheWayOut(String system, String processor, String named) {
    assertThat(new SupportedPlatform(system, processor).problem())
        .hasValueSatisfying(sentence -> assertThat(sentence).contains(named, "Docker"));
  }

  @Test
  void aSpinningOpenMpAndLittleMemoryAreWorthANote() {
    assertThat(Machine.openMp(Map.of()).state()).isEqualTo(State.NOTE);
    assertThat(Machine.openMp(Map.of("OMP_WAIT_POLICY", "PASSIVE")).state()).isEqualTo(State.OK);
    assertThat(Machine.memory(2_000_000_000L, 0).state()).isEqualTo(State.NOTE);
    assertThat(Machine.memory(3_000_000_000L, 0).state()).isEqualTo(State.OK);
  }
}
