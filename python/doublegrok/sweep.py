"""Runs that differ in some keys of their specs, one beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pandas import DataFrame

from . import spec
from .run import Run

APART = {"seed"}


@dataclass(frozen=True)
class Sweep:
    """A row a run: `run`, `seed`, each key that differs, and what the run measures at its end.

    The measures have the names of the page: `phase`, `gap`, `accuracy.SET` or `error.SET`,
    `completed.TRANSITION` in steps.
    """

    keys: list[str]
    frame: DataFrame

    @property
    def measures(self) -> list[str]:
        apart = {"run", "seed", *self.keys}
        return [column for column in self.frame.columns if column not in apart]

    @staticmethod
    def of_runs(runs: list[Run]) -> Sweep:
        specs = [spec.flat(run.spec) for run in runs]
        names = {key: None for each in specs for key in each if not isinstance(each[key], list)}
        keys = [
            key
            for key in names
            if key not in APART and len({each.get(key) for each in specs}) > 1
        ]
        rows = [
            {
                "run": run.name,
                "seed": each.get("seed"),
                **{key: each.get(key) for key in keys},
                **_measures(run.summary),
            }
            for run, each in zip(runs, specs)
        ]
        return Sweep(keys, DataFrame(rows))

    @staticmethod
    def of_page(answer: dict[str, Any]) -> Sweep:
        keys = list(answer["keys"])
        rows = [
            {
                "run": run["run"],
                "seed": run["seed"],
                **{key: _number(run["values"].get(key)) for key in keys},
                "phase": run["phase"],
                **run["measures"],
            }
            for run in answer["runs"]
        ]
        return Sweep(keys, DataFrame(rows))


def _measures(summary: dict[str, Any]) -> dict[str, Any]:
    found = {"phase": summary["phase"], "gap": summary["double_grokking_gap"]}
    for transition, each in summary["completions"].items():
        found[f"completed.{transition}"] = each["step"]
    for name, score in summary["accuracies"].items():
        known = score["accuracy"] is not None
        found[("accuracy." if known else "error.") + name] = score["accuracy" if known else "loss"]
    return found


def _number(text: Any) -> Any:
    try:
        return float(text)
    except (TypeError, ValueError):
        return text
