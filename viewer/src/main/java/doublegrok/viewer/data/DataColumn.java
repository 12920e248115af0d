package doublegrok.viewer.data;

/**
 * Column of a table of data.
 *
 * @param name snake case
 * @param type text, integer, number, timestamp (ISO 8601, UTC) or json
 * @param unit of its numbers; empty if they have none
 * @param meaning one phrase
 */
record DataColumn(String name, Type type, String unit, String meaning) {
  /** Kind of its values. */
  enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    TIMESTAMP,
    JSON
  }

  static DataColumn text(String name, String meaning) {
    return new DataColumn(name, Type.TEXT, "", meaning);
  }

  static DataColumn integer(String name, String meaning) {
    return new DataColumn(name, Type.INTEGER, "", meaning);
  }

  static DataColumn number(String name, String unit, String meaning) {
    return new DataColumn(name, Type.NUMBER, unit, meaning);
  }

  static DataColumn timestamp(String name, String meaning) {
    return new DataColumn(name, Type.TIMESTAMP, "", meaning);
  }

  static DataColumn json(String name, String meaning) {
    return new DataColumn(name, Type.JSON, "", meaning);
  }
}
