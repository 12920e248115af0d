package doublegrok.local.command.checkpoint;

import static java.util.stream.Collectors.joining;

import doublegrok.model.exchange.ForeignLayout;
import doublegrok.viewer.data.DataFormat;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Format of what export writes: tables, or weights. */
enum ExportFormat {
  CSV(Optional.of(DataFormat.CSV), Optional.empty()),
  JSONL(Optional.of(DataFormat.JSONL), Optional.empty()),
  /** A checkpoint's weights by our own names. */
  SAFETENSORS(Optional.empty(), Optional.empty()),
  GPT_NEOX(Optional.empty(), Optional.of(ForeignLayout.GPT_NEOX)),
  TRANSFORMER_LENS(Optional.empty(), Optional.of(ForeignLayout.TRANSFORMER_LENS));

  private final Optional<DataFormat> table;
  private final Optional<ForeignLayout> layout;

  ExportFormat(Optional<DataFormat> table, Optional<ForeignLayout> layout) {
    this.table = table;
    this.layout = layout;
  }

  /** The format of tables; empty if it is one of weights. */
  Optional<DataFormat> table() {
    return table;
  }

  /** The library that it is for; empty if it is ours, or one of tables. */
  Optional<ForeignLayout> layout() {
    return layout;
  }

  /** A format by its name, in letters of any case. */
  static final class Named implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String name) {
      return Arrays.stream(values())
          .filter(each -> each.toString().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("it must be one of %s, was '%s'"
              .formatted(
                  Arrays.stream(values()).map(ExportFormat::toString).collect(joining(", ")),
                  name)));
    }
  }

  /** As it is named on the command line. */
  @Override
  public String toString() {
    return table
        .map(DataFormat::suffix)
        .or(() -> layout.map(ForeignLayout::label))
        .orElse("safetensors");
  }
}
