package doublegrok.viewer.data;

/** Format of tables of data, compressed by gzip. */
public enum DataFormat {
  /** Comma-separated values with a header (RFC 4180), lines ending with a line feed. */
  CSV("csv"),
  /** A JSON object a line. */
  JSONL("jsonl");

  private final String suffix;

  DataFormat(String suffix) {
    this.suffix = suffix;
  }

  /** How files end, without the compression's own ending. */
  public String suffix() {
    return suffix;
  }

  String fileOf(String table) {
    return table + "." + suffix + ".gz";
  }
}
