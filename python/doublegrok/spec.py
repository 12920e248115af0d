"""Reader of run specs as a log has them: YAML in the one form in which doublegrok writes it."""

from __future__ import annotations

import json
import re
from typing import Any, List, Tuple

INTEGER = re.compile(r"[-+]?\d+")
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")

Lines = List[Tuple[int, str]]


def parse(text: str) -> dict[str, Any]:
    """Sections, keys and values; lists of maps such as `swaps` are lists of dicts."""
    lines = [line for line in text.splitlines() if line.strip()]
    return _map([(len(line) - len(line.lstrip()), line.strip()) for line in lines])


def flat(spec: dict[str, Any]) -> dict[str, Any]:
    """The same with dotted keys, as `--set` takes them: `distribution.tasks`."""
    found: dict[str, Any] = {}
    for key, value in spec.items():
        if isinstance(value, dict):
            found.update({f"{key}.{inner}": each for inner, each in flat(value).items()})
        else:
            found[key] = value
    return found


def _map(lines: Lines) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while lines:
        indent, text = lines.pop(0)
        key, colon, value = text.partition(":")
        if not colon:
            raise ValueError(f"a run spec has lines of the form 'key: value', was '{text}'")
        below = []
        while lines and lines[0][0] > indent:
            below.append(lines.pop(0))
        found[key] = _below(below) if below else _value(value.strip())
    return found


def _below(lines: Lines) -> Any:
    if not lines[0][1].startswith("- "):
        return _map(lines)
    items: list[Lines] = []
    for indent, text in lines:
        if indent == lines[0][0]:
            items.append([(indent + 2, text[2:])])
        else:
            items[-1].append((indent, text))
    return [_map(item) for item in items]


def _value(text: str) -> Any:
    if text.startswith("["):
        inner = text[1:-1].strip()
        return [_value(each.strip()) for each in inner.split(",")] if inner else []
    if text.startswith('"'):
        return json.loads(text)
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text
