"""Answers before times: a fast wrong answer is no answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from answer import Answer

#: Below this many square metres two parcels touch, and tools differ on whether they say so.
TOUCH = 1e-6
#: Cadastral coordinates run to 3·10^7 m, where a double steps by 4·10^-9 m; along a boundary of some hundred metres, for each of
#: the vertices a tool makes up on the way, that comes to well under this many square metres.
PAIR_TOLERANCE = 1e-4
TOTAL_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Difference:
    pairs: int
    total: float
    #: The total's difference from the reference, relative.
    relative: float
    #: The largest difference of one pair, a pair that only one side has counting with its whole area.
    largest: float
    #: Pairs that only one side has, where the question has no areas.
    odd_pairs: int

    @property
    def agrees(self) -> bool:
        return self.relative <= TOTAL_TOLERANCE and self.largest <= PAIR_TOLERANCE and self.odd_pairs == 0


def difference(answer: Answer, reference: Answer, has_areas: bool) -> Difference:
    ours, our_area = _by_pair(answer)
    theirs, their_area = _by_pair(reference)
    keys = np.union1d(ours, theirs)
    gap = np.zeros(len(keys))
    gap[np.searchsorted(keys, ours)] += our_area
    gap[np.searchsorted(keys, theirs)] -= their_area
    total, reference_total = our_area.sum(), their_area.sum()
    return Difference(
        pairs=int((our_area > TOUCH).sum()) if has_areas else len(ours),
        total=float(total),
        relative=float(abs(total - reference_total) / max(reference_total, TOUCH)),
        largest=float(np.abs(gap).max(initial=0.0)),
        odd_pairs=0 if has_areas else len(np.setxor1d(ours, theirs)),
    )


def _by_pair(answer: Answer) -> tuple[np.ndarray, np.ndarray]:
    """One key for each pair, sorted, and its area; some tools give a pair in several pieces."""
    key = (answer.left.astype(np.uint64) << np.uint64(32)) | answer.right.astype(np.uint64)
    keys, place = np.unique(key, return_inverse=True)
    return keys, np.bincount(place, weights=answer.area, minlength=len(keys))
