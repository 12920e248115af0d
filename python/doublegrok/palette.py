"""The page's colours on white: Okabe and Ito's, which colour-blind people can tell apart."""

from __future__ import annotations

from typing import Any

INK, SOFT, OTHER = "#17202a", "#55606d", "#6b7682"
SWAP, TRANSITION, BAD, WARN, FORK = "#7a3e9d", "#0072b2", "#b3261e", "#b04a00", "#8b95a1"
SETS = ["#0072b2", "#009e73", "#d55e00", "#b8568f", "#17202a", "#a87400"]
REFERENCES = ["#c3cad2", "#f0e442", "#cc79a7", "#d55e00", "#56b4e9", "#007f5c"]
PHASES = {
    "nothing learned yet": "#c3cad2",
    "ID memorisation": "#0072b2",
    "ID generalisation": "#009e73",
    "OOD memorisation": "#b8568f",
    "OOD generalisation": "#d55e00",
}


class Labels:
    """Sets and references of a run's family: in which order, colour and dash they are shown."""

    def __init__(self, summary: dict[str, Any]) -> None:
        self._sets = {each["label"]: each for each in summary.get("sets", [])}
        self._references = {each["label"]: each for each in summary.get("references", [])}

    def sets(self, labels: list[str]) -> list[str]:
        """In the order in which the family tells them; unknown ones last, as they come."""
        known = list(self._sets)
        return sorted(labels, key=lambda each: known.index(each) if each in known else len(known))

    def set_colour(self, label: str, place: int) -> str:
        """A set's own colour; of one that the family does not tell of, that of its place."""
        colour = int(self._sets.get(label, {"colour": place % len(SETS) + 1})["colour"])
        return SETS[colour - 1] if colour else OTHER

    def set_dash(self, label: str) -> str:
        return "--" if self._sets.get(label, {}).get("dashed") else "-"

    def furthest(self, labels: list[str]) -> str:
        """Of the sets that tell how far a model generalises, the one that asks for most."""
        return max(self.sets(labels), key=lambda each: int(self._sets.get(each, {}).get("reach", -1)))

    def references(self, labels: list[str]) -> list[str]:
        """From the one that knows nothing to the general solver; merged ones between theirs."""
        order = list(self._references)[::-1]

        def place(label: str) -> float:
            places = [order.index(part) for part in label.split("|") if part in order]
            return sum(places) / len(places) if places else len(order)

        return sorted(labels, key=lambda label: (place(label), label))

    def reference_colours(self, label: str, place: int) -> list[str]:
        """The colour of each reference that a label is merged of."""
        found = []
        for part in label.split("|"):
            fallback = {"colour": place % len(REFERENCES) + 1}
            colour = self._references.get(part, fallback)["colour"]
            found.append(REFERENCES[colour - 1] if colour else OTHER)
        return found
