package doublegrok.local.reference;

import doublegrok.viewer.data.DataDictionary;

/** Page about the tables that runs are exported as. */
final class DataPage {
  private static final String INTRODUCTION = """
      # Tables of a run

      `doublegrok export RUN... --data DIR` (or `--sweep SWEEP`) writes a folder for each run,
      with a compressed file for each of these tables: `DIR/RUN/steps.csv.gz`, or `.jsonl.gz`
      with `--format jsonl`. Beside them `run.json` says what `show --json` says, with the sets and
      references of the family as `/api/runs` has them, `export.json` how many rows there are, and
      `DIR/dictionary.json` what this page says. [In Python](../how-to/python.md) they are data
      frames.

      Rows are in the order of the log; of a step or a checkpoint that was made again after a
      crash, the newest record counts. Nothing is thinned. A number that is not known, and one
      that is not finite, is an empty cell (null in JSON lines). The same records give the same
      bytes; the same command writes again only what has changed.

      """;

  private DataPage() {}

  static String text() {
    return INTRODUCTION + DataDictionary.page();
  }
}
