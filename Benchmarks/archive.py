"""What was measured so far, kept on disk, so that a run that was stopped can be taken up again."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

from measure import Outcome


class Archive:
    """Outcomes by question, size, contenders and rules. Those of another build of the program are never given."""

    def __init__(self, folder: Path, program: Path, resume: bool) -> None:
        if not resume:
            shutil.rmtree(folder, ignore_errors=True)
        self._folder = folder
        self._program = hashlib.sha256(program.read_bytes()).hexdigest()

    def outcomes(self, key: Hashable, measure: Callable[[], list[Outcome]]) -> list[Outcome]:
        name = hashlib.sha256(repr((self._program, key)).encode()).hexdigest()[:16]
        file = self._folder / f"{name}.pickle"
        if file.exists():
            return pickle.loads(file.read_bytes())
        outcomes = measure()
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".partial")
        draft.write_bytes(pickle.dumps(outcomes))
        draft.rename(file)
        return outcomes
