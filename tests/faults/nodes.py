"""Machines for faults of networks: namespaces of this one, each with an address of its own behind one bridge."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BRIDGE, NET = "fofalha0", "10.99.77"
HERE = f"{NET}.1"


@dataclass
class Node:
    """One machine; ``number`` is the end of its address."""

    name: str
    number: int
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{NET}.{self.number}"

    def start(self, *words: str, log: Path, account: str | None = None, **environment: str) -> None:
        """A program of this machine, under an account of the system."""
        runs_as = ["runuser", "-u", account, "--preserve-environment", "--"] if account else []
        with log.open("wb") as said:
            self.started.append(_begun(["ip", "netns", "exec", self.name, *runs_as, *words], said, environment))

    def cut(self) -> None:
        """No packet leaves or comes any more; who waits for an answer is told nothing."""
        _ip("link", "set", f"v{self.name}", "down")

    def send(self, number: signal.Signals, word: str) -> int:
        """To every program here whose command has the word; how many those are."""
        told = 0
        for one in _processes(self.name):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # gone meanwhile
                if word.encode() in Path(f"/proc/{one}/cmdline").read_bytes():
                    os.kill(one, number)
                    told += 1
        return told

    def kill(self) -> None:
        """As a power cut: the line first, so that no program can take its leave, then everything at once."""
        self.cut()
        for number in _processes(self.name):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        for child in self.started:
            child.wait()


@contextlib.contextmanager
def network(*names: str) -> Iterator[list[Node]]:
    """Machines of these names, behind a bridge on which this one is ``HERE``; gone with all that runs on them."""
    nodes = [Node(name, 11 + place) for place, name in enumerate(names)]
    with contextlib.ExitStack() as held:
        held.callback(_ip, "link", "del", BRIDGE, check=False)
        _ip("link", "add", BRIDGE, "type", "bridge")
        _ip("address", "add", f"{HERE}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        for node in nodes:
            held.callback(_removed, node)
            _joined(node)
        yield nodes


def _joined(node: Node) -> None:
    _ip("netns", "add", node.name)
    _ip("link", "add", f"v{node.name}", "type", "veth", "peer", "name", "eth0", "netns", node.name)
    _ip("link", "set", f"v{node.name}", "master", BRIDGE, "up")
    for words in (
        ("address", "add", f"{node.address}/24", "dev", "eth0"),
        ("link", "set", "eth0", "up"),
        ("link", "set", "lo", "up"),
    ):
        _ip("-netns", node.name, *words)


def _removed(node: Node) -> None:
    node.kill()
    _ip("link", "del", f"v{node.name}")  # with the namespace it would go too, but some time later
    _ip("netns", "del", node.name)


def _processes(name: str) -> list[int]:
    said = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=True).stdout
    return [int(number) for number in said.split()]


def _begun(words: list[str], said: object, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.Popen(
        words, env={**kept, **environment}, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, cwd="/"
    )


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=True)
