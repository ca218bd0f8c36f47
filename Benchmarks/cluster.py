"""A PostgreSQL cluster of the benchmark's own: made in the work folder, tuned for it, reached by a socket only, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Nothing here has to survive a power cut, and one query at a time may have the machine.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "shared_buffers": "{quarter}MB",
    "effective_cache_size": "{half}MB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "jit": "off",
    "max_worker_processes": "{cores}",
    "max_parallel_workers": "{cores}",
    "max_parallel_maintenance_workers": "{cores}",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "min_parallel_index_scan_size": "0",
    # A client that was stopped for being late must not leave its query running beside the next measurement.
    "client_connection_check_interval": "1s",
}


def programs() -> Path | None:
    """Where Debian keeps initdb and pg_ctl (not on the PATH), if PostGIS is there for the same version."""
    for control in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"), reverse=True):
        folder = Path("/usr/lib/postgresql") / control.parts[4] / "bin"
        if (folder / "initdb").exists():
            return folder
    return None


@contextmanager
def cluster(work: Path, cores: int) -> Iterator[str]:
    """Starts the cluster, yields how to connect to it, and stops and removes it whatever happened meanwhile."""
    folder = programs()
    assert folder is not None
    home = work / "postgres"
    socket = Path(tempfile.mkdtemp(prefix="bench-postgres-"))  # a socket's path must be short, and a checkout's may not be
    as_owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; Debian's package made a user for it
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(folder / program), "-D", str(home), *arguments]
        done = subprocess.run(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout.strip()[-400:]}")

    def remove() -> None:
        if (home / "postmaster.pid").exists():
            run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(home, ignore_errors=True)

    remove()  # what a run that was killed left behind
    home.mkdir(mode=0o700)
    if as_owner:
        shutil.chown(home, "postgres")
        shutil.chown(socket, "postgres")
    try:
        run("initdb", "--username=bench", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        with (home / "postgresql.conf").open("a", encoding="utf-8") as file:
            memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
            for key, value in SETTINGS.items():
                file.write(f"{key} = {value.format(cores=cores, quarter=memory // 4, half=memory // 2)}\n")
            file.write(f"unix_socket_directories = '{socket}'\n")
        run("pg_ctl", "start", "--wait", "--silent", f"--log={home}/log")
        yield f"host={socket} user=bench dbname=postgres"
    finally:
        remove()
        shutil.rmtree(socket, ignore_errors=True)
