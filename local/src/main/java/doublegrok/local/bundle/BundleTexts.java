package doublegrok.local.bundle;

import doublegrok.local.command.common.Json;
import doublegrok.record.CheckpointManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts in a bundle that are for people. */
final class BundleTexts {
  private BundleTexts() {}

  /** What the file is, and what can be done with it. */
  static String readme(List<String> runs, List<String> sweeps) {
    String first = runs.isEmpty() ? "RUN" : runs.get(0);
    return """
        # Training runs of doublegrok

        %s

        This file is whole: whoever has doublegrok goes on from it.

        ```
        doublegrok import THIS-FILE --dir data
        doublegrok verify %2$s --dir data        # makes every batch again and compares it
        doublegrok demo --run %2$s --dir data    # shows the run, and trains on where it ended
        ```

        Without doublegrok it is a zip file:

        - `manifest.json` has the SHA-256 of every entry. The zip's comment has that of the whole
          file, with zeros in place of its own digits.
        - `runs/RUN/spec.yaml` is the run spec, with the swaps that came while the run trained, and
          `runs/RUN/libraries.json` says by which versions it was computed.
        - `runs/RUN/*.avro` are Avro container files, one for each topic, with their schemas:
          `batches` (the training data), `steps`, `checkpoints` (manifests), `evaluations`,
          `references`, `probes`, `events`, `control` (commands), `demand`. Offsets on the log that
          they came from are left out.
        - `tables/RUN/*.csv.gz` are the same numbers as tables, every step and checkpoint, and
          `tables/dictionary.json` says what their columns mean. The Python package reads them from
          this file: `doublegrok.open("THIS-FILE")`.
        - `checkpoints/*.safetensors` are weights and optimizer moments, named by their SHA-256,
          which the manifests name.
        """.formatted(contents(runs, sweeps), first);
  }

  private static String contents(List<String> runs, List<String> sweeps) {
    return Stream.concat(
            sweeps.stream().map(each -> "- sweep `%s`".formatted(each)),
            runs.stream().map(each -> "- run `%s`".formatted(each)))
        .collect(Collectors.joining("\n"));
  }

  /** How to cite it, as a Citation File Format file. */
  static String citation(List<String> runs, List<String> sweeps) {
    List<String> named = sweeps.isEmpty() ? runs : sweeps;
    String kind = sweeps.isEmpty() ? "training run" : "sweep";
    return """
        cff-version: 1.2.0
        message: If you use these runs, please cite this file by its SHA-256, and doublegrok.
        type: dataset
        title: "doublegrok %s%s %s"
        authors:
          - name: Whoever made this file
        references:
          - type: software
            title: "doublegrok: a reactive streaming training pipeline on Kafka"
            authors:
              - name: The doublegrok authors
        """.formatted(kind, named.size() == 1 ? "" : "s", String.join(", ", named));
  }

  /**
   * What a run was computed with, as JSON: each combination once, with its first step.
   *
   * @param newestFirst the run's checkpoints
   */
  static String libraries(List<CheckpointManifest> newestFirst) {
    List<Map<String, Object>> used = new ArrayList<>();
    for (int each = newestFirst.size() - 1; each >= 0; each--) {
      CheckpointManifest manifest = newestFirst.get(each);
      Map<String, Object> with = new LinkedHashMap<>();
      with.put("libraries", new TreeMap<>(manifest.getLibraries()));
      with.put("settings", new TreeMap<>(manifest.getSettings()));
      if (used.isEmpty() || !used.get(used.size() - 1).entrySet().containsAll(with.entrySet())) {
        with.put("from_step", manifest.getStep());
        used.add(with);
      }
    }
    return Json.text(used) + "\n";
  }
}
