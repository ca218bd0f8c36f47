"""QGIS's own `native:intersection` by `qgis_process`: files in, file out, so only its whole time can be told."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pyogrio
import shapely

from answer import Answer
from peers.peer import Peer
from source import Source

# Debian's wrapper script adds an option that the program behind it does not know.
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")


class QGIS(Peer):
    parallel = False
    tells_parts = False

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.folder = tempfile.TemporaryDirectory(prefix="bench-qgis-")
        # FlatGeobuf, because a GeoPackage would take the two columns of ids for its own and refuse the second row.
        self.pieces = Path(self.folder.name) / "pieces.fgb"

    @classmethod
    def missing(cls) -> str | None:
        return None if PROGRAM else "qgis_process is not installed"

    def version(self) -> str:
        words = self._run("--version").split()
        geos = words[words.index("GEOS") + 2] if "GEOS" in words else "?"
        return f"QGIS {words[1].split('-')[0]} (GEOS {geos.split('-')[0]})"

    def read(self, sources: list[Source]) -> None:
        self.sources = sources

    def overlap(self) -> None:
        left, right = (f"{source.path}|layername={source.layer}" for source in self.sources)
        self._run(
            "run", "native:intersection", "--", f"INPUT={left}", f"OVERLAY={right}",
            "INPUT_FIELDS=fid", "OVERLAY_FIELDS=fid", f"OUTPUT={self.pieces}",
        )  # fmt: skip

    def collect(self) -> Answer:
        pieces = pyogrio.read_dataframe(self.pieces, use_arrow=True)
        return Answer.of(pieces["fid"], pieces["fid_2"], shapely.area(pieces.geometry.values))

    def _run(self, *arguments: str) -> str:
        home = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": self.folder.name}
        done = subprocess.run([PROGRAM, *arguments], env=os.environ | home, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"qgis_process: {done.stderr.strip()[-400:]}")
        return done.stdout
