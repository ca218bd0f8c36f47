"""DuckDB with its spatial extension, which comes from PyPI at the same version."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import duckdb_extension_spatial

from answer import Answer
from peers import sql
from peers.peer import Peer
from source import Source


class DuckDB(Peer):
    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.folder = tempfile.TemporaryDirectory(prefix="bench-duckdb-")
        self.connection = duckdb.connect(config={"allow_unsigned_extensions": "true", "threads": threads})
        home = Path(duckdb_extension_spatial.__file__).parent
        extension = next(home.glob("extensions/*/spatial.duckdb_extension"))
        self.connection.execute(f"LOAD '{extension}'")
        self.connection.execute("SET preserve_insertion_order = false")
        # Threads share work by row group, and one of the usual size would hold a whole layer: one thread would do it all.
        # Only a database in a file obeys the size.
        self.connection.execute(f"ATTACH '{self.folder.name}/bench.duckdb' AS bench (ROW_GROUP_SIZE 2048)")
        self.connection.execute("USE bench")

    def version(self) -> str:
        return f"DuckDB {duckdb.__version__}, spatial of the same version"

    def read(self, sources: list[Source]) -> None:
        for table, source in zip("ab", sources):
            self.connection.execute(
                f"CREATE TABLE {table} AS SELECT fid, geom FROM ST_Read('{source.path}', layer = '{source.layer}')"
            )

    def overlap(self) -> None:
        self._ask(sql.OVERLAP)

    def overlap_within(self) -> None:
        self._ask(sql.OVERLAP_WITHIN)

    def overlap_large(self) -> None:
        self._ask(sql.OVERLAP_LARGE)

    def locate(self) -> None:
        self._ask(sql.LOCATE)

    def collect(self) -> Answer:
        columns = self.connection.execute("SELECT l, r, area FROM pairs").fetchnumpy()
        return Answer.of(columns["l"], columns["r"], columns["area"])

    def _ask(self, query: str) -> None:
        self.connection.execute(f"CREATE TEMP TABLE pairs AS {query}")
