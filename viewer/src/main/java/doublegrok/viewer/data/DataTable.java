package doublegrok.viewer.data;

import doublegrok.log.Topic;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Table of data: rows that are made of the records of one topic. Cells are texts, numbers, times,
 * maps and lists, or null for what is not known.
 *
 * @param name of the table, and of its file
 * @param meaning one sentence
 * @param rows gives out the rows of a record, each with a cell for each column
 */
record DataTable<V extends SpecificRecord>(
    String name,
    String meaning,
    Topic<V> topic,
    List<DataColumn> columns,
    BiConsumer<V, Consumer<List<Object>>> rows) {
  DataTable {
    columns = List.copyOf(columns);
  }

  /** The names of its columns. */
  List<String> header() {
    return columns.stream().map(DataColumn::name).toList();
  }
}
