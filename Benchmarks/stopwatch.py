"""Runs one command and says what it cost: seconds, peak memory, how it ended.

A process of its own, with nothing imported but the standard library. A child's peak memory starts from what its parent
held when it was started, so a parent full of arrays would hide the figure that is asked for.

    python stopwatch.py COST.json SECONDS CORES COMMAND...
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time


def main() -> None:
    cost_file, limit, cores, *command = sys.argv[1:]
    # One thread means one core: readers and allocators have threads of their own that no option of a peer reaches.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    start = time.perf_counter()
    process = subprocess.Popen(command, start_new_session=True)
    late = threading.Event()

    def stop() -> None:
        late.set()
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(float(limit), stop)
    timer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        timer.cancel()
    cost = {
        "seconds": time.perf_counter() - start,
        "peak_bytes": usage.ru_maxrss * 1024,
        "exit": os.waitstatus_to_exitcode(status),
        "late": late.is_set(),
    }
    with open(cost_file, "w", encoding="utf-8") as file:
        json.dump(cost, file)


main()
