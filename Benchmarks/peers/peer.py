"""What every peer can be asked. A peer reads the files of a case, works, and hands over its answer; `child.py` holds the watch.

The questions are methods: `overlap`, `overlap_within`, `overlap_large`, `locate`, `reading`. One that a peer does not answer is
left out of its class, and `answers(question)` tells.
"""

from __future__ import annotations

from typing import ClassVar

from answer import Answer
from source import Source


class Peer:
    #: Whether the tool can use more than one thread at all.
    parallel: ClassVar[bool] = True
    #: Whether reading and computing can be told apart.
    tells_parts: ClassVar[bool] = True
    #: Whether the work is done in the process that asks, so that its peak memory says something.
    own_memory: ClassVar[bool] = True

    def __init__(self, threads: int) -> None:
        self.threads = threads

    @classmethod
    def answers(cls, question: str) -> bool:
        return hasattr(cls, question)

    @classmethod
    def missing(cls) -> str | None:
        """Why this peer cannot run here, or None."""
        return None

    def version(self) -> str:
        raise NotImplementedError

    def read(self, sources: list[Source]) -> None:
        """Files to geometries in memory, ready to be worked on. Feature ids and shapes only: nobody reads attributes."""
        raise NotImplementedError

    def reading(self) -> None:
        """The question of the reading case: nothing is left to do once the files are read."""

    def collect(self) -> Answer:
        """The answer as arrays. Not timed: carrying rows to Python is no part of a database's work."""
        raise NotImplementedError
