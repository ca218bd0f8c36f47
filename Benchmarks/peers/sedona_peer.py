"""SedonaDB, Apache Sedona on one machine."""

from __future__ import annotations

import pyarrow
import sedonadb

from answer import Answer
from peers import sql
from peers.peer import Peer
from peers.wkb import read_wkb
from source import Source


class SedonaDB(Peer):
    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.context = sedonadb.connect()
        self.context.sql(f"SET datafusion.execution.target_partitions = {threads}").execute()

    def version(self) -> str:
        return f"SedonaDB {sedonadb.__version__}"

    def read(self, sources: list[Source]) -> None:
        for table, source in zip("ab", sources):
            # Threads share work by batch, and the reader's batches hold a whole layer: small ones keep every thread busy.
            batches = read_wkb(source).to_batches(max_chunksize=512)
            self.context.create_data_frame(pyarrow.Table.from_batches(batches)).to_view(table)

    def overlap(self) -> None:
        self._ask(sql.OVERLAP)

    def overlap_within(self) -> None:
        self._ask(sql.OVERLAP_WITHIN)

    def overlap_large(self) -> None:
        # A join copies the large polygon beside every row, and a batch of them must stay below the 2 GiB of Arrow's offsets.
        self.context.sql("SET datafusion.execution.batch_size = 32").execute()
        self._ask(sql.OVERLAP_LARGE_BY_JOINS)

    def locate(self) -> None:
        self._ask(sql.LOCATE)

    def collect(self) -> Answer:
        return Answer.of(*(self.pairs[name].to_numpy() for name in ("l", "r", "area")))

    def _ask(self, query: str) -> None:
        self.pairs = self.context.sql(query).to_arrow_table()
