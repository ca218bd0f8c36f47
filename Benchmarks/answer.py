"""What a tool found: pairs of feature ids, each with the area they share (0 where only the place was asked)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Answer:
    left: np.ndarray
    right: np.ndarray
    area: np.ndarray

    @classmethod
    def of(cls, left: np.ndarray, right: np.ndarray, area: np.ndarray | None = None) -> Answer:
        zeros = np.zeros(len(left)) if area is None else np.asarray(area, dtype=np.float64)
        return cls(np.asarray(left, dtype=np.int64), np.asarray(right, dtype=np.int64), zeros)

    def save(self, file: Path) -> None:
        np.savez(file, left=self.left, right=self.right, area=self.area)

    @classmethod
    def load(cls, file: Path) -> Answer:
        with np.load(file) as arrays:
            return cls(arrays["left"], arrays["right"], arrays["area"])

    @classmethod
    def load_csv(cls, file: Path) -> Answer:
        """The CSV that Taohe writes: two ids and, where areas were asked, square metres."""
        import pandas  # here, because only this way in needs it

        table = pandas.read_csv(file, encoding="utf-8-sig")
        columns = [table[name].to_numpy() for name in table.columns[:3]]
        return cls.of(*columns)
