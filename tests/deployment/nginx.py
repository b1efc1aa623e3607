"""The Nginx of the installation, as it is shipped but for places and ports; gone after the block."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fofal_server.cluster import port as ports
from tests.support.certificates import Authority, authority
from tests.support.patience import PATIENCE
from tests.support.programs import program
from tests.support.until import until

SHIPPED = Path(__file__).resolve().parents[2] / "installer" / "server" / "nginx"
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  default_type application/octet-stream;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/fofal.conf;
}}
"""


class Nginx:
    """``folder`` is its /etc/nginx/fofal, its log and what it shows to everybody (``public``)."""

    def __init__(self, folder: Path, servers: Sequence[int]) -> None:
        self.folder, self.program = folder, program("nginx", "nginx-light")
        self.port = ports.choose(None)
        self.authority: Authority = authority(folder)
        (folder / "public").mkdir()
        self.renew()
        self._write(servers)
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "fofal.log").read_text(encoding="utf-8")

    def renew(self) -> int:
        """Another certificate in the place of the one before; answers its serial number."""
        return self.authority.write(self.folder / "fullchain.pem", self.folder / "privkey.pem")

    def words(self, *more: str) -> list[str]:
        return [self.program, "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), *more]

    def tested(self) -> str:
        """What « nginx -t » says; empty when it has nothing to say against it."""
        done = subprocess.run(self.words("-t"), capture_output=True, text=True, check=False)
        warned = [line for line in done.stderr.splitlines() if "warn" in line or "emerg" in line]
        return "" if done.returncode == 0 and not warned else done.stderr

    def start(self) -> None:
        assert self.tested() == ""
        self._process = subprocess.Popen(self.words(), stderr=subprocess.DEVNULL, text=True)
        until(lambda: (self.folder / "nginx.pid").exists() and (self.folder / "nginx.pid").read_text(encoding="ascii"))

    def reload(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)

    def _write(self, servers: Sequence[int]) -> None:
        first, second = servers
        other = ports.choose(None)
        told = {
            "/etc/nginx/fofal/": f"{self.folder}/", "/var/log/nginx/": f"{self.folder}/", "/srv/fofal/": f"{self.folder}/",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ", "listen 80 ": f"listen 127.0.0.1:{other} ",
            "127.0.0.1:8001": f"127.0.0.1:{first}", "127.0.0.1:8002": f"127.0.0.1:{second}",
        }  # fmt: skip
        for shipped in SHIPPED.glob("*.conf"):
            lines = [line for line in shipped.read_text(encoding="utf-8").splitlines() if "listen [::]" not in line]
            text = "\n".join(lines) + "\n"
            for here, there in told.items():
                text = text.replace(here, there)
            (self.folder / shipped.name).write_text(text, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user), encoding="utf-8")


@contextmanager
def nginx(folder: Path, servers: Sequence[int]) -> Iterator[Nginx]:
    """It runs for the block, in front of servers on these two ports."""
    found = Nginx(folder, servers)
    found.start()
    try:
        yield found
    finally:
        found.stop()
