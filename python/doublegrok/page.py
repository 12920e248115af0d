"""A live page, asked over HTTP. What it does not tell is not in its tables."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, Callable, Iterator
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from pandas import DataFrame

from . import tables
from .errors import DoublegrokError

POINTS = 20_000
ATTEMPTS = 20
TYPES = {
    "step": "integer",
    "batch": "integer",
    "shot": "integer",
    "total": "integer",
    "correct": "integer",
    "distribution_version": "integer",
}

Row = dict[str, Any]


class Page:
    """Runs of a viewer, as they are at the moment at which they are asked for."""

    def __init__(self, url: str, token: str | None, seconds: float = 30) -> None:
        self.url = url.rstrip("/")
        self._token = token
        self._seconds = seconds
        self._rows: dict[str, Callable[[str], Iterator[Row]]] = {
            "steps": self._steps,
            "evaluations": self._evaluations,
            "attribution": self._attribution,
            "scalars": self._scalars,
            "events": self._events,
        }

    def runs(self) -> list[str]:
        return [each["run"] for each in self.get("/api/runs")["runs"]]

    def tables(self) -> list[str]:
        return list(self._rows)

    def summary(self, run: str) -> dict[str, Any]:
        answer = self.get(f"/api/runs/{quote(run)}", points=200)
        labels = {name: answer[name] for name in ("sets", "references")}
        return {**answer["summary"], **labels}

    def table(self, run: str, name: str) -> DataFrame:
        if name not in self._rows:
            raise DoublegrokError(
                f"the page does not tell a run's {name}; 'doublegrok export {run} --data DIR' does"
            )
        frame = DataFrame([{"run": run, **row} for row in self._rows[name](run)])
        return tables.typed(frame, TYPES)

    def folders(self, run: str) -> list[Path]:
        return []

    def stored(self, sha256: str) -> list[Path]:
        return []

    def sweep(self, name: str) -> dict[str, Any]:
        """A sweep's keys, and of each of its runs the values, the phase and the measures."""
        return dict(self.get(f"/api/sweeps/{quote(name)}"))

    def get(self, path: str, **query: Any) -> Any:
        """The answer to a request, as JSON; one that is not ready yet is asked again."""
        headers = {"Authorization": "Bearer " + self._token} if self._token else {}
        address = self.url + path + ("?" + urlencode(query) if query else "")
        for attempt in range(ATTEMPTS):
            try:
                with urlopen(Request(address, headers=headers), timeout=self._seconds) as answer:
                    return json.load(answer)
            except HTTPError as refusal:
                if refusal.code != 503 or attempt == ATTEMPTS - 1:
                    raise DoublegrokError(f"{address}: {_sentence(refusal)}") from refusal
                time.sleep(min(5.0, float(refusal.headers.get("Retry-After", 1))))
            except URLError as fault:
                raise DoublegrokError(f"{address} does not answer: {fault.reason}") from fault
        raise AssertionError("the last attempt returns or raises")

    def _windows(self, run: str, thinned: str, first: int = 0, last: int = -1) -> Iterator[Row]:
        """Answers that together have every point of the lists whose names begin so."""
        end = {"to": last} if last >= 0 else {}
        answer = self.get(f"/api/runs/{quote(run)}", **{"from": first}, **end, points=POINTS)
        last = last if last >= 0 else answer["summary"]["step"]
        some = any(
            kept["points"] < kept["of"]
            for name, kept in answer["thinned"].items()
            if name.startswith(thinned)
        )
        if some and first < last:
            middle = (first + last) // 2
            yield from self._windows(run, thinned, first, middle)
            yield from self._windows(run, thinned, middle + 1, last)
        else:
            yield answer

    def _steps(self, run: str) -> Iterator[Row]:
        extremes = ("min_loss", "max_loss")  # of one step these are its loss
        for answer in self._windows(run, "loss"):
            for point in answer["loss"]:
                yield {name: value for name, value in point.items() if name not in extremes}

    def _evaluations(self, run: str) -> Iterator[Row]:
        """All that is told of the last shot; of the others accuracy and loss."""
        shots = self.get(f"/api/runs/{quote(run)}/shots")
        last = {name: max(table["shots"], default=0) for name, table in shots.items()}
        versions: dict[int, int] = {}
        for answer in self._windows(run, "evaluations"):
            for name, points in answer["evaluations"].items():
                for point in points:
                    versions[point["step"]] = point["version"]
                    yield {**_place(point["step"], point["version"], name, last.get(name, 0)),
                           **point["last_shot"]}
        for name, step, row, column in _cells(shots):
            table = shots[name]
            shot, loss = table["shots"][row], table["loss"][row][column]
            if shot != last[name] and loss is not None and step in versions:
                yield {**_place(step, versions[step], name, shot),
                       "accuracy": table["accuracy"][row][column], "loss": loss}

    def _attribution(self, run: str) -> Iterator[Row]:
        """Shares in ten-thousandths."""
        shots = self.get(f"/api/runs/{quote(run)}/shots")
        for name, step, row, column in _cells(shots):
            shot = shots[name]["shots"][row]
            for reference, share in (shots[name]["attribution"][row][column] or {}).items():
                yield {"step": step, "set": name, "shot": shot, "reference": reference,
                       "share": share}

    def _scalars(self, run: str) -> Iterator[Row]:
        for answer in self._windows(run, "series"):
            for series in answer["series"]:
                for point in series["points"]:
                    for label, value in point["values"].items():
                        yield {"step": point["step"], "probe": series["name"], "label": label,
                               "value": value, "unit": series["units"].get(label)}

    def _events(self, run: str) -> Iterator[Row]:
        for mark in self.get(f"/api/runs/{quote(run)}", points=200)["marks"]:
            if mark["kind"] != "checkpoint":
                yield {"kind": mark["kind"], "step": mark["step"], "batch": mark["batch"],
                       "distribution_version": mark["version"], "message": mark["label"],
                       "details": mark["details"]}


def _place(step: int, version: int, name: str, shot: int) -> Row:
    return {"step": step, "distribution_version": version, "set": name, "shot": shot}


def _cells(shots: dict[str, Any]) -> Iterator[tuple[str, int, int, int]]:
    for name, table in shots.items():
        for column, step in enumerate(table["steps"]):
            for row in range(len(table["shots"])):
                yield name, step, row, column


def _sentence(refusal: HTTPError) -> str:
    try:
        return str(json.load(refusal)["error"])
    except (ValueError, KeyError):
        return f"{refusal.code} {refusal.reason}"
