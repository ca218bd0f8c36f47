"""One layer of one file, named as Taohe's command line names it: `file|layer`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    path: Path
    layer: str

    def __str__(self) -> str:
        return f"{self.path}|{self.layer}"

    @classmethod
    def parse(cls, text: str) -> Source:
        path, layer = text.rsplit("|", 1)
        return cls(Path(path), layer)
