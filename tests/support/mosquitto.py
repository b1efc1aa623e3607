"""A real MQTT broker for a test: its own port, certificate, accounts and rights; gone afterwards."""

import os
import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from fofal_server.cluster import port as ports
from tests.support.certificates import Authority
from tests.support.patience import PATIENCE
from tests.support.programs import program
from tests.support.until import until

CONFIG = """
listener {port} 127.0.0.1
cafile {authority}
certfile {folder}/server.crt
keyfile {folder}/server.key
allow_anonymous false
password_file {folder}/accounts
acl_file {folder}/rights
persistence false
max_inflight_messages 200
max_queued_messages 100000
"""
RIGHTS = """
user server
topic read fofal/readings/+
pattern write fofal/readings/%u
"""


@dataclass
class Mosquitto:
    """A broker that may be stopped and started again at the same address; ``passwords`` by user name."""

    folder: Path
    authority: Authority
    passwords: dict[str, str]
    port: int = field(default_factory=lambda: ports.choose(None))
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        server = program("mosquitto", "mosquitto")
        self.authority.write(self.folder / "server.crt", self.folder / "server.key")
        rights = {"config": CONFIG.format(port=self.port, authority=self.authority.file, folder=self.folder)}
        if os.geteuid() == 0:  # or it would go on as the account of its package, to which our folders are closed
            rights["config"] += "user root\n"
        for name, told in {**rights, "rights": RIGHTS, "accounts": ""}.items():
            (self.folder / name).write_text(told)
        self._let_in()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen([server, "-c", str(self.folder / "config")], stderr=log, stdout=log)
        until(lambda: self._process is not None and self._process.poll() is None and self._listens())

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None

    def publish(self, account: str, topic: str, *payloads: bytes) -> None:
        """What a device does: QoS 1, waited for until the broker has it."""
        device = Client(CallbackAPIVersion.VERSION2, f"device-{secrets.token_hex(4)}", reconnect_on_failure=False)
        device.tls_set(str(self.authority.file))
        device.username_pw_set(account, self.passwords[account])
        device.connect("127.0.0.1", self.port)
        device.loop_start()
        try:
            for payload in payloads:
                device.publish(topic, payload, qos=1).wait_for_publish(PATIENCE)
        finally:
            device.disconnect()
            device.loop_stop()

    def _let_in(self) -> None:
        accounts = self.folder / "accounts"
        for name, password in self.passwords.items():
            make = [program("mosquitto_passwd", "mosquitto"), "-b", str(accounts), name, password]
            subprocess.run(make, check=True, capture_output=True)

    def _listens(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0


@contextmanager
def mosquitto(folder: Path, authority: Authority, *accounts: str) -> Iterator[Mosquitto]:
    """A broker that knows ``server``, and these accounts of devices."""
    passwords = {name: secrets.token_hex(12) for name in ("server", *accounts)}
    found = Mosquitto(folder, authority, passwords)
    found.start()
    try:
        yield found
    finally:
        found.stop()
