"""pyogrio with Arrow: reads only, and leaves each shape as the WKB it found. The floor for any reader in Python."""

from __future__ import annotations

import pyarrow
import pyogrio

from peers.peer import Peer
from peers.wkb import read_wkb
from source import Source


class Pyogrio(Peer):
    def version(self) -> str:
        gdal = ".".join(map(str, pyogrio.__gdal_version__))
        return f"pyogrio {pyogrio.__version__} (GDAL {gdal}), pyarrow {pyarrow.__version__}"

    def read(self, sources: list[Source]) -> None:
        self.tables = [read_wkb(source) for source in sources]
