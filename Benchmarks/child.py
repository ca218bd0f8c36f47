"""One peer, one question, one process: reads, works, and reports the seconds of each. Starting Python is not counted.

    python child.py PEER QUESTION THREADS ANSWER.npz TIMES.json SOURCE...
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from peers import peer
from source import Source


def main() -> None:
    name, question, threads, answer, times, *sources = sys.argv[1:]
    tool = peer(name)(int(threads))
    start = time.perf_counter()
    tool.read([Source.parse(source) for source in sources])
    ready = time.perf_counter()
    getattr(tool, question)()
    done = time.perf_counter()
    report = {
        "read": ready - start if tool.tells_parts else None,
        "compute": done - ready if tool.tells_parts else None,
        "whole": done - start,
        "own_memory": tool.own_memory,
        "version": tool.version(),
    }
    Path(times).write_text(json.dumps(report), encoding="utf-8")
    if question != "reading":
        tool.collect().save(Path(answer))


try:
    main()
except Exception as error:  # whatever a peer's library raises becomes one line of the report
    sys.exit(f"{type(error).__name__}: {str(error).strip().splitlines()[0]}")
