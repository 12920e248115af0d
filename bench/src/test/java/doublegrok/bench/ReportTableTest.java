package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTableTest {
  @Test
  void aSectionIsATableWithItsRemarks() {
    Report report = new Report("step");
    report.figure("demo", "step", "ms", Samples.of(38, 37.14, 40));
    report.figure("demo", "tokens", "/s", Samples.of(220_755));
    report.figure("middle", "step", "ms", Samples.of(1234.25, 0.5));
    report.remark("Read it with care.");
    report.fail("the losses differ");

    assertThat(ReportTable.of(report)).isEqualTo("""
        step
          demo    step       38.0 ms  37.1 .. 40.0
                  tokens  220,755 /s
          middle  step        617 ms  0.500 .. 1,234
          Read it with care.
          FAILED: the losses differ
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.01234|0.0123",
        "9.996|10.00",
        "-1.5|-1.50",
        "1234567.8|1,234,568",
        "0.00000123|1.23e-06",
        "Infinity|Infinity"
      })
  void numbersHaveThreeDigits(double value, String text) {
    assertThat(ReportTable.number(value)).isEqualTo(text);
  }

  @Test
  void longRemarksAreWrapped() {
    Report report = new Report("a");
    report.remark("word ".repeat(60).strip());

    assertThat(ReportTable.of(report).lines())
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.length() < 100);
  }

  @Test
  void jsonTellsEverything() throws Exception {
    Report report = new Report("step");
    report.figure("demo", "step", "ms", Samples.of(3, 1));
    report.remark("With care.");

    assertThat(new ObjectMapper().writeValueAsString(report.fields())).isEqualTo("""
        {"figures":[{"subject":"demo","measure":"step","unit":"ms","median":2.0,"least":1.0,\
        "greatest":3.0,"runs":2}],"remarks":["With care."],"failure":null}""");
  }
}
