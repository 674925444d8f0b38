"""Real servers on loopback, for the tests: triple stores, JupyterLab."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 60  # seconds until a server must be up

_VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
ServerThreads = 5
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
MaxClientConnections = 5
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


def find_oxigraph() -> str | None:
    """Return where the Oxigraph server is, beside the interpreter or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Run an Oxigraph server that keeps its data in the folder; give its URL."""
    port = port or free_port()
    command = [str(find_oxigraph()), "serve", "--location", str(folder)]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}") as url:
        yield url


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a Virtuoso server with its data in the folder; user and password are ``dba``."""
    port = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, sql=free_port(), port=port), "utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
    with _running(command, f"http://127.0.0.1:{port}") as url:
        yield url


@contextlib.contextmanager
def jupyterlab(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Run a JupyterLab on the notebooks of a folder; give the URL that opens it without a login.

    What it keeps of its user's goes into the folder, and it is asked to end first, so that it ends
    the kernels that it has started.
    """
    token = secrets.token_hex(16)
    own = {f"JUPYTER_{what}_DIR": str(folder / ".jupyter" / what) for what in ("CONFIG", "DATA")}
    own |= {"JUPYTER_RUNTIME_DIR": str(folder / ".jupyter"), "IPYTHONDIR": str(folder / ".ipython")}
    port = free_port()
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": token,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{k}={v}" for k, v in options.items())]
    url = f"http://127.0.0.1:{port}"
    with _running(command, url, environment={**environment, **own}, gently=True):
        yield f"{url}/lab/tree/{{}}?token={token}"


@contextlib.contextmanager
def _running(
    command: list[str],
    url: str,
    *,
    environment: Mapping[str, str] | None = None,
    gently: bool = False,
) -> Iterator[str]:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            _wait_for(process, url)
            yield url
        finally:
            if gently:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(PATIENCE * 10):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - http on loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")


class Cutter:
    """A way to a server that breaks some connections off in the middle of what is sent."""

    def __init__(self, url: str, *, after: int, times: int) -> None:
        """Break off ``times`` connections, each when it has sent ``after`` bytes."""
        self._upstream = int(url.rpartition(":")[2])
        self._after = after
        self.left = times
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._upstream))
                for start, end, counts in ((client, server, True), (server, client, False)):
                    threading.Thread(
                        target=self._pass_on, args=(start, end, counts), daemon=True
                    ).start()

    def _pass_on(self, start: socket.socket, end: socket.socket, counts: bool) -> None:  # noqa: FBT001
        sent = 0
        with contextlib.suppress(OSError):
            while data := start.recv(1024):
                sent += len(data)
                if counts and self.left and sent > self._after:
                    self.left -= 1
                    break
                end.sendall(data)
        for side in (start, end):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()
