"""PostGIS in a cluster of its own (`cluster.py`), tables loaded by binary COPY, indexed and analysed before the question.

The index counts as reading, which favours PostGIS: the others build theirs within the question.
"""

from __future__ import annotations

import os
import struct

import psycopg

from answer import Answer
from cluster import programs
from peers import sql
from peers.peer import Peer
from peers.wkb import read_wkb
from source import Source

# A polygon of 10^6 vertices is unpacked for every row that meets it. Their handbook's own remedy is to cut it up first.
PIECES = """
    CREATE UNLOGGED TABLE pieces AS SELECT fid, ST_Subdivide(geom, 256) AS geom FROM b;
    CREATE INDEX ON pieces USING gist (geom);
    ANALYZE pieces;
"""
OVERLAP_PIECES = f"""
    SELECT l, r, sum(area) AS area FROM ({sql.OVERLAP_LARGE.replace("JOIN b ", "JOIN pieces AS b ")}) AS found GROUP BY l, r
"""


class PostGIS(Peer):
    own_memory = False

    @classmethod
    def missing(cls) -> str | None:
        return None if programs() else "PostgreSQL with PostGIS is not installed"

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.connection = psycopg.connect(os.environ["BENCH_POSTGRES"], autocommit=True)
        # The process that asks works too, so N threads are N - 1 helpers.
        self.connection.execute(f"SET max_parallel_workers_per_gather = {threads - 1}")
        self.connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        self.connection.execute("DROP TABLE IF EXISTS a, b, pieces, pairs")

    def version(self) -> str:
        row = self.connection.execute("SELECT PostGIS_Lib_Version(), PostGIS_GEOS_Version(), version()").fetchone()
        return f"PostGIS {row[0]} (GEOS {row[1]}), {' '.join(row[2].split()[:2])}"

    def read(self, sources: list[Source]) -> None:
        for table, source in zip("ab", sources):
            rows = read_wkb(source)
            self.connection.execute(f"CREATE UNLOGGED TABLE {table} (fid bigint NOT NULL, geom geometry NOT NULL)")
            with self.connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
                for fid, shape in zip(rows["fid"].to_pylist(), rows["geom"].to_pylist()):
                    copy.write(struct.pack("!hiqi", 2, 8, fid, len(shape)) + shape)
                copy.write(struct.pack("!h", -1))
            self.connection.execute(f"CREATE INDEX ON {table} USING gist (geom)")
            # Without this word a small table is never shared among helpers, however long its rows take.
            self.connection.execute(f"ALTER TABLE {table} SET (parallel_workers = {self.threads})")
            self.connection.execute(f"ANALYZE {table}")

    def overlap(self) -> None:
        self._ask(sql.OVERLAP)

    def overlap_within(self) -> None:
        self._ask(sql.OVERLAP_WITHIN)

    def overlap_large(self) -> None:
        self.connection.execute(PIECES)
        self._ask(OVERLAP_PIECES)

    def locate(self) -> None:
        self._ask(sql.LOCATE)

    def collect(self) -> Answer:
        with self.connection.cursor(binary=True) as cursor:
            rows = cursor.execute("SELECT l, r, area::float8 FROM pairs").fetchall()
        return Answer.of(*zip(*rows))

    def _ask(self, query: str) -> None:
        self.connection.execute(f"CREATE UNLOGGED TABLE pairs AS {query}")
