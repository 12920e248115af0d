package doublegrok.viewer.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the columns of exported tables mean, made from the tables themselves. */
public final class DataDictionary {
  private DataDictionary() {}

  /** For a program. */
  static Map<String, Object> fields() {
    Map<String, Object> tables = new LinkedHashMap<>();
    for (DataTable<?> table : DataTables.ALL) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("meaning", table.meaning());
      fields.put("columns", table.columns().stream().map(DataDictionary::fields).toList());
      tables.put(table.name(), fields);
    }
    Map<String, Object> dictionary = new LinkedHashMap<>();
    dictionary.put("version", DataExport.VERSION);
    dictionary.put("tables", tables);
    return dictionary;
  }

  /** For a person: a page in Markdown. */
  public static String page() {
    StringBuilder page = new StringBuilder();
    for (DataTable<?> table : DataTables.ALL) {
      page.append("## `%s`\n\n%s\n\n".formatted(table.name(), table.meaning()));
      page.append("| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
      for (DataColumn each : table.columns()) {
        page.append("| `%s` | %s | %s | %s |\n"
            .formatted(each.name(), typeOf(each), each.unit(), each.meaning()));
      }
      page.append('\n');
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static Map<String, Object> fields(DataColumn column) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", column.name());
    fields.put("type", typeOf(column));
    fields.put("unit", column.unit());
    fields.put("meaning", column.meaning());
    return fields;
  }

  private static String typeOf(DataColumn column) {
    return column.type().name().toLowerCase(Locale.ROOT);
  }
}
