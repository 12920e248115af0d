package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.control.Command;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandReaderTest {
  @Test
  void readsEveryCommand() {
    assertThat(read("{'command':'pause'}")).isEqualTo(new Command.Pause());
    assertThat(read("{'command':'resume'}")).isEqualTo(new Command.Resume());
    assertThat(read("{'command':'stop'}")).isEqualTo(new Command.Stop());
    assertThat(read("{'command':'swap','set':{'distribution.tasks':'8'}}"))
        .isEqualTo(new Command.Swap(Map.of("distribution.tasks", "8"), OptionalLong.empty()));
    assertThat(read("{'command':'fork','as':'b','at_step':0}"))
        .isEqualTo(Command.Fork.of("b", 0, Map.of()));
  }

  @Test
  void writesTheChangesOfAForkAsOverrides() {
    Command request = read("{'command':'fork','as':'new-name','at_step':1500,"
        + "'set':{'optimizer.learning_rate':'1e-3','a':'b'}}");

    assertThat(request).isInstanceOfSatisfying(Command.Fork.class, fork -> {
      assertThat(fork.overrides()).isEqualTo(List.of("a=b", "optimizer.learning_rate=1e-3"));
      assertThat(fork.atStep()).isEqualTo(1500);
    });
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThatThrownBy(() -> read("{'command':'swap','set':{'x':8},'at_bach':1,'at_batch':'2'}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The command cannot be read: unknown key 'at_bach'; known are at_batch,"
            + " command, set; 'x' in set must be a key of the run spec with a string as its value,"
            + " was '8'; at_batch must be a whole number, 0 or more, was '2'.");
    assertThatThrownBy(() -> read("{'command':'fork','as':'a/b'}"))
        .hasMessageContaining("as must be a name that a run can have, was 'a/b'")
        .hasMessageContaining("at_step is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{",
        "{'command':'pause'} {}",
        "{'command':'pause','command':'stop'}",
        "{}",
        "{'command':7}",
        "{'command':'halt'}",
        "{'command':'pause','at_batch':1}",
        "{'command':'swap'}",
        "{'command':'swap','set':{}}",
        "{'command':'swap','set':[]}",
        "{'command':'swap','set':{'a':'1'},'at_batch':-1}",
        "{'command':'swap','set':{'a':'1'},'at_batch':1.5}",
        "{'command':'swap','set':{'a':'1'},'at_batch':9223372036854775808}",
        "{'command':'swap','set':{'a':'1'},'at_batch':null}",
        "{'command':'fork','as':'','at_step':1}",
        "{'command':'fork','at_step':1}"
      })
  void refusesEverythingElseWithoutNamingItsOwnInside(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The ")
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("fasterxml")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void quotesNoMoreThanThePartThatTells() {
    assertThatThrownBy(() -> read("{'command':'" + "x".repeat(10_000) + "'}"))
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    String nested = "[".repeat(30_000);
    assertThatThrownBy(() -> read(nested)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Command read(String json) {
    return CommandReader.read(json.replace('\'', '"').getBytes(UTF_8));
  }
}
