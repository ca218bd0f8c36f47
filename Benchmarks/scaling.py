"""How cost grows with size: an exponent fitted to the points in log-log, 1 being a straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from measure import Contender, Outcome


@dataclass(frozen=True)
class Growth:
    contender: Contender
    #: "compute" or "whole".
    part: str
    sizes: list[int]
    seconds: list[float]

    @property
    def exponent(self) -> float | None:
        if len(self.sizes) < 2:
            return None
        return float(np.polyfit(np.log(self.sizes), np.log(self.seconds), 1)[0])


def growth(by_size: dict[int, list[Outcome]]) -> list[Growth]:
    """A line for every contender that was measured, in both parts of the time."""
    seen = dict.fromkeys(outcome.contender for outcomes in by_size.values() for outcome in outcomes)
    lines = []
    for contender in seen:
        for part in ("compute", "whole"):
            points = [
                (size, seconds)
                for size, outcomes in by_size.items()
                for outcome in outcomes
                if outcome.contender == contender and (seconds := outcome.median(part)) is not None
            ]
            if points:
                lines.append(Growth(contender, part, [size for size, _ in points], [seconds for _, seconds in points]))
    return lines
