"""A clean Debian in a folder, in which programs run as on a machine of its own; the network is that of this machine.

Every program gets mounts and processes of its own (`unshare`): they are gone with it, however it ends, so that nothing
is ever mounted when the folder is deleted.
"""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE
from tests.support.programs import lacking, program

SUITE = "bookworm"
_KEPT = re.compile(r"Acquire::(http|https|ftp|Check-|Retries)", re.IGNORECASE)
_ENTER = """\
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
mount -t tmpfs -o mode=1777 tmpfs "$0/dev/shm"
exec chroot "$0" "$@"
"""
CLEAN = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
    "HOME": "/root",
}


class Root:
    """One such system; ``end`` takes it away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[str]] = []

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """A program inside; whatever it has started ends with it."""
        told = [f"{name}={value}" for name, value in {**CLEAN, **environment}.items()]
        started = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "--",
             "sh", "-euc", _ENTER, str(self.folder), "env", "-i", *told, *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
        self._started.append(started)
        return started

    def run(self, *words: str, **environment: str) -> tuple[int, str]:
        """Its exit code and all that it said."""
        started = self.start(*words, **environment)
        told, _ = started.communicate()
        return started.returncode, told

    def must(self, *words: str, **environment: str) -> str:
        """What it said; nothing but success will do."""
        code, told = self.run(*words, **environment)
        assert code == 0, f"{' '.join(words)}\n{told}"
        return told

    def apt(self, *words: str) -> str:
        """``apt-get`` that asks nobody."""
        return self.must("apt-get", "--yes", "--no-install-recommends", *words)

    def give(self, file: Path) -> str:
        """Put a file inside; its path there."""
        shutil.copyfile(file, self.folder / "mnt" / file.name)
        return f"/mnt/{file.name}"

    def files(self, *below: str) -> set[str]:
        """Whatever lies below these folders, as paths inside."""
        found = (one for folder in below for one in (self.folder / folder).rglob("*"))
        return {f"/{one.relative_to(self.folder)}" for one in found}

    def finish(self, started: subprocess.Popen[str]) -> None:
        """Ask a program to end, and wait for it."""
        children = Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text(encoding="ascii").split()
        os.kill(int(children[0]), signal.SIGTERM)
        started.communicate(timeout=PATIENCE)

    def stop(self) -> None:
        """End what was started."""
        for one in self._started:
            if one.poll() is None:
                one.kill()  # the rest of its processes die with their first one
            one.wait()
            if one.stdout is not None:
                one.stdout.close()
        self._started.clear()

    def end(self) -> None:
        self.stop()
        assert str(self.folder) not in Path("/proc/self/mounts").read_text(encoding="utf-8")
        shutil.rmtree(self.folder)

    def copied(self, folder: Path) -> "Root":
        """Another one that begins as this one is now."""
        subprocess.run(["cp", "-a", "--reflink=auto", self.folder, folder], check=True)
        return Root(folder)


def debian(folder: Path, kept: Path) -> Root:
    """The smallest Debian with the sources of this machine; its packages are ``kept`` for the next time."""
    sources = debian_sources()
    return made(folder, kept, [SUITE], sources[0].split()[0:1] if sources else [], sources)


def made(folder: Path, kept: Path, suite: Sequence[str], mirror: Sequence[str], sources: Sequence[str] = ()) -> Root:
    """The smallest system of a suite (options before its name); without ``sources`` it takes packages where it came from."""
    debootstrap = program("debootstrap", "debootstrap")
    program("unshare", "util-linux")
    if os.geteuid() != 0:
        lacking("only root makes a system in a folder: sudo")
    kept.mkdir(parents=True, exist_ok=True)
    words = [debootstrap, "--variant=minbase", f"--cache-dir={kept}", *suite, str(folder), *mirror]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lacking(f"debootstrap: {done.stdout[-400:]}")
    root = Root(folder)
    if sources:
        listed = "".join(f"deb {one}\n" for one in sources)
        (folder / "etc/apt/sources.list").write_text(listed, encoding="utf-8")
    (folder / "etc/apt/apt.conf.d/90machine").write_text(machine_settings(), encoding="utf-8")
    root.apt("update", "--quiet=2")
    return root


def debian_sources() -> list[str]:
    """Address, release and component of what this machine takes its own packages from."""
    form = "$(REPO_URI) $(SUITE) $(RELEASE) $(COMPONENT) $(ORIGIN)"
    told = said("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    rows = [line.split() for line in told.splitlines()]
    found = [f"{uri.rstrip('/')} {release} {part}" for uri, _, release, part, *who in rows if who[:1] == ["Debian"]]
    return sorted({one for one in found if f" {SUITE}" in one}, key=lambda one: (f" {SUITE} " not in one, one))


def machine_settings() -> str:
    """How this machine comes to packages (a proxy, say)."""
    return "".join(f"{one}\n" for one in said("apt-config", "dump").splitlines() if _KEPT.match(one))


def said(*words: str, **more: Any) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout
