"""PostgreSQL: its data, how it is run, the database `p2p` in it, and the two roles that use it."""

import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg

from embedded.binaries import postgres_programs, reachable_by
from embedded.errors import ServerTrouble
from embedded.server import Home

USER = DATABASE = "p2p"  # the owner: makes and migrates
APPLICATION = "p2p_app"  # runs; may do what `embedded.grants` says

SETTINGS = {
    "listen_addresses": "",  # the private socket only
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] ",
    "jit": "off",  # short queries
    "max_parallel_workers_per_gather": "0",  # and containers with little /dev/shm
}
# For data that nobody will miss: a test's.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One database cluster under the data folder, served on a private socket; whoever gets in is trusted."""

    name = "postgres"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # fast shutdown: sessions end, everything is written

    def __init__(self, home: Home, sockets: Path, throwaway: bool = False) -> None:
        self.home = home
        self.sockets = sockets
        self.throwaway = throwaway

    @property
    def url(self) -> str:
        return self._url(APPLICATION)

    @property
    def owner_url(self) -> str:
        return self._url(USER)

    def prepare(self) -> None:
        """Make the data, the first time; drop the lock file of a server that is no more."""
        if not self.home.is_empty():
            self._check()
        else:
            self._initialise()
        self.home.prepare()
        (self.home.path / "postmaster.pid").unlink(missing_ok=True)

    def start(self) -> subprocess.Popen[bytes]:
        options = SETTINGS | (THROWAWAY if self.throwaway else {})
        options |= {"unix_socket_directories": str(self.sockets)}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return self.home.launch(self._program("postgres"), "-D", "{data}", *settings, ends_with=self.stop_signal)

    def answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def finish(self) -> None:
        """Create the database, the first time; and the role that runs the application, in older data, too."""
        with self._connect("postgres") as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(f"CREATE ROLE {APPLICATION} LOGIN")

    def repair(self) -> bool:
        """Never: this is the only truth, and no start is worth touching it."""
        return False

    def _url(self, user: str) -> str:
        return f"postgres://{user}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def _connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self.sockets), user=USER, dbname=database, connect_timeout=5, autocommit=True)

    def _program(self, name: str) -> Path:
        folder, _ = postgres_programs(int((self.home.path / "PG_VERSION").read_text()))
        return reachable_by(self.home.account, folder / name)

    def _check(self) -> None:
        if not (self.home.path / "PG_VERSION").exists():
            raise ServerTrouble(f"{self.home.path} holds files that are no PostgreSQL data: move them away.")

    def _initialise(self) -> None:
        """In a folder beside it, renamed when it is whole, so that nothing half-made is ever served."""
        making = Home(self.home.path.with_name(f"{self.name}.new"), self.home.log)
        shutil.rmtree(making.path, ignore_errors=True)
        making.prepare()
        folder, major = postgres_programs()
        # From 17 on the collation is PostgreSQL's own, the same on every machine.
        builtin = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        locale = builtin if major >= 17 else ("--locale=C.UTF-8",)
        sync = ("--no-sync",) if self.throwaway else ()
        initdb = reachable_by(making.account, folder / "initdb")
        options = ("-U", USER, "-A", "trust", "-E", "UTF8", *locale, *sync)
        if making.launch(initdb, "-D", "{data}", *options, ends_with=signal.SIGKILL).wait():
            raise ServerTrouble(f"Can't make PostgreSQL's data in {making.path}:\n{making.last_words()}")
        making.path.rename(self.home.path)
