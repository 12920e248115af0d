"""A tiny export in a folder, as `doublegrok export --data` writes it: for tests without a run."""

import csv
import gzip
import io
import json
from pathlib import Path

SPEC = """seed: {seed}
task:
  family: modular-shift
  modulus: 11
distribution:
  tasks: {tasks}
  eigenvalues: [1.0, 0.5]
model:
  layers: 2
  heads: 2
  tied: false
swaps:
  - at_batch: 20
    set:
      distribution.tasks: 4
alerts: []
"""
COLUMNS = {
    "steps": "run:text step:integer loss:number finished_at:timestamp",
    "evaluations": "run:text step:integer distribution_version:integer set:text shot:integer"
    " total:integer correct:integer accuracy:number low:number high:number loss:number"
    " loss_error:number",
    "scalars": "run:text step:integer probe:text label:text value:number error:number unit:text",
    "events": "run:text happened_at:timestamp kind:text step:integer batch:integer message:text"
    " details:json",
    "checkpoints": "run:text step:integer weights_sha256:text retired:text spec:text settings:json",
}
SETS = [
    {"label": "id-train", "colour": 1, "dashed": False, "reach": 0},
    {"label": "id-test", "colour": 2, "dashed": True, "reach": 1},
    {"label": "ood", "colour": 3, "dashed": False, "reach": 3},
]
REFERENCES = [{"label": "exact", "colour": 6}, {"label": "table", "colour": 4},
              {"label": "uniform", "colour": 1}]
NOON = "2026-11-27T12:00:00Z"
STEPS = (0, 10, 20, 30, 40)


def write(folder: Path, suffix: str = "csv") -> None:
    """Runs a1, a2, b1, b2: seeds 1 and 2 of 8 and of 16 tasks."""
    types = {name: dict(each.split(":") for each in text.split()) for name, text in COLUMNS.items()}
    dictionary = {
        name: {"columns": [{"name": column, "type": kind} for column, kind in columns.items()]}
        for name, columns in types.items()
    }
    (folder / "dictionary.json").write_text(json.dumps({"version": 1, "tables": dictionary}))
    for run, tasks, seed in (("a1", 8, 1), ("a2", 8, 2), ("b1", 16, 1), ("b2", 16, 2)):
        (folder / run).mkdir()
        (folder / run / "run.json").write_text(json.dumps(_summary(tasks, seed)))
        for name, rows in _rows(run, tasks, seed).items():
            _write(folder / run, name, suffix, list(types[name]), rows)
        (folder / run / "export.json").write_text("{}")


def _summary(tasks, seed):
    completions = {} if tasks == 16 else {"ID-generalisation": {"step": 10 * seed}}
    return {
        "phase": "ID memorisation" if tasks == 16 else "ID generalisation",
        "double_grokking_gap": None,
        "completions": completions,
        "accuracies": {"ood": {"accuracy": 0.25 * seed, "loss": 1.0}},
        "sets": SETS,
        "references": REFERENCES,
    }


def _rows(run, tasks, seed):
    evaluations = [
        (run, step, int(step > 20), label, shot, 100, right := min(100, seed * (shot + 1) * step // 2),
         right / 100, max(0, right / 100 - 0.1), min(1, right / 100 + 0.1), 2.0 - right / 100, None)
        for step in STEPS for label in ("ood", "id-train", "id-test") for shot in (0, 1)
    ]
    scalars = [
        (run, step, "spectrum", label, value, None, "ratio")
        for step in STEPS
        for label, value in (("exact|table", step / 40), ("uniform", 1 - step / 40))
    ]
    return {
        "steps": [(run, step, 0.1 + 1 / (step + 1), NOON) for step in range(1, 41)],
        "evaluations": evaluations,
        "scalars": scalars + [(run, 0, "spectrum", "unexplained", 0.5, None, "nats")],
        "events": [
            (run, NOON, "started", 0, 0, "at step 0", {}),
            (run, NOON, "swapped", 21, 20, "tasks 8 to 4", {"distribution.tasks": "4"}),
            (run, NOON, "transition", 10, None, "ID-generalisation by step 10",
             {"transition": "ID-generalisation", "change": "gained"}),
        ],
        "checkpoints": [
            (run, step, f"{step:064x}", step < 40, SPEC.format(tasks=tasks, seed=seed), {"threads": "1"})
            for step in STEPS
        ],
    }


def _write(folder, name, suffix, columns, rows):
    text = io.StringIO()
    if suffix == "csv":
        table = csv.writer(text, lineterminator="\n")
        table.writerow(columns)
        table.writerows([_cell(cell) for cell in row] for row in rows)
    else:
        text.writelines(json.dumps(dict(zip(columns, row))) + "\n" for row in rows)
    with gzip.open(folder / f"{name}.{suffix}.gz", "wt", encoding="utf-8") as file:
        file.write(text.getvalue())


def _cell(cell):
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else json.dumps(cell) if isinstance(cell, dict) else cell
