"""What a container engine does, in small: the image's own command as its own account, as process 1, on a root that
nobody can write to, without capabilities. The network is that of this machine."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.packaging.making import buildah, configuration
from tests.support.patience import PATIENCE

ACCOUNT = 10001


class Box:
    """A container of an image with its volumes (place inside → folder outside); gone with ``end``."""

    def __init__(self, image: str, volumes: Mapping[str, Path]) -> None:
        self.said: dict[str, Any] = configuration(image)
        self._name = buildah("from", image)
        self.root = Path(buildah("mount", self._name))
        self._volumes = dict(volumes)
        self._started: list[subprocess.Popen[str]] = []
        for place, outside in self._volumes.items():
            inside = self.root / place.lstrip("/")
            inside.parent.mkdir(parents=True, exist_ok=True)
            inside.mkdir(exist_ok=True) if outside.is_dir() else inside.touch()

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """The image's entry point with these words; none: its own."""
        lines = [
            *self._mounts(),
            f"exec {shlex.join(self._command([*self.said['Entrypoint'], *(words or self.said['Cmd'])], environment))}",
        ]
        started = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--", "sh", "-euc", "\n".join(lines)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._started.append(started)
        return started

    def run(self, *words: str, **environment: str) -> tuple[int, str, str]:
        started = self.start(*words, **environment)
        told, wrong = started.communicate(timeout=PATIENCE * 4)
        return started.returncode, told, wrong

    def healthy(self, started: subprocess.Popen[str], **environment: str) -> bool:
        """What the engine would believe: the image's own check, run inside."""
        kind, *words = self.said["Healthcheck"]["Test"]
        assert kind == "CMD"
        return self.inside(started, *words, **environment) == 0

    def inside(self, started: subprocess.Popen[str], *words: str, **environment: str) -> int:
        """As « docker exec »; the exit code."""
        entered = ["nsenter", f"--target={first(started)}", "--mount", "--pid", "--"]
        command = [*entered, *self._command([*words], environment)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    def outside(self, place: str) -> Path:
        """The folder that a volume is."""
        return self._volumes[place]

    def end(self) -> None:
        """Whatever a test left running goes with it: the namespace dies with who made it."""
        for one in self._started:
            if one.poll() is None:
                one.kill()
                one.communicate()
        buildah("rm", self._name)

    def _mounts(self) -> list[str]:
        """In a namespace of its own; /dev as it is, since this machine's is as good as any."""
        root = shlex.quote(str(self.root))
        lines = [f"mount --bind {root} {root}", f"mount -o remount,bind,ro {root}", f"mount -t proc proc {root}/proc"]
        lines += [f"mount --rbind /dev {root}/dev", f"mount -t tmpfs -o mode=1777,size=64m tmpfs {root}/tmp"]  # noqa: S108 - its own
        return lines + [f"mount --bind {shlex.quote(str(there))} {root}{here}" for here, there in self._volumes.items()]

    def _command(self, words: list[str], environment: Mapping[str, str]) -> list[str]:
        told = [*self.said["Env"], *(f"{name}={value}" for name, value in environment.items())]
        user, _, group = self.said["User"].partition(":")
        rights = [
            f"--reuid={user}",
            f"--regid={group}",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
            "--inh-caps=-all",
        ]
        return ["chroot", str(self.root), "setpriv", *rights, "env", "-i", "-C", self.said["WorkingDir"], *told, *words]


def first(started: subprocess.Popen[str]) -> int:
    """Process 1 of a container, as this machine counts it."""
    return int(Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text(encoding="ascii").split()[0])


def stop(box: Box, started: subprocess.Popen[str]) -> int:
    """As « docker stop » does: the image's signal to process 1; its exit code."""
    os.kill(first(started), signal.Signals[box.said["StopSignal"]])
    started.communicate(timeout=PATIENCE)
    return started.returncode


def given(folder: Path) -> Path:
    """A folder or file that belongs to the account of the image, and to nobody else."""
    shutil.chown(folder, ACCOUNT, ACCOUNT)
    folder.chmod(0o700 if folder.is_dir() else 0o600)
    return folder
