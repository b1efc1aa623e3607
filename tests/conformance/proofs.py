"""How each command that README and the guides tell to type is proved: by what it begins with, the longest first.

A command is read by the real reader of its program, or it names what is really there, or another test (named, with the
words that must stand in it) does the same. What is typed into ``fofal-server`` is also run, in
``tests/server/console/test_told.py``; how a version is installed is run by ``python3 run.py package-test``.
"""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from fofal_server.console.application import loaded
from fofal_server.contract.version import VERSION
from installer.bundle import sign
from tests.support.programs import program

ROOT = Path(__file__).resolve().parents[2]
Proof = Callable[["Asked"], None]


@dataclass(frozen=True)
class Asked:
    """A command of a page, its words after those that chose the proof, and the folder it is typed in."""

    typed: tuple[str, ...]
    rest: tuple[str, ...]
    inside: str
    monkeypatch: pytest.MonkeyPatch


class Prepared(Exception):
    """``run.py`` has understood and would begin its work."""


def console(asked: Asked) -> None:
    """The parser of ``fofal-server`` takes all of it, arguments and values too."""
    name, *rest = asked.rest
    if name != "--help":
        command = loaded(name)
        if hasattr(command, "commands"):
            command, rest = command.commands[rest[0]], rest[1:]
        command.make_context(name, rest)


def launcher(asked: Asked) -> None:
    """``run.py`` knows the word and begins its work."""
    import run

    def prepared(*_: object, **__: object) -> None:
        raise Prepared

    asked.monkeypatch.setattr(run, "prepare", prepared)
    with pytest.raises(Prepared):
        run.main(list(asked.typed[2:]))


def reader(name: str) -> Proof:
    """The one that reads the words of a program, as ``module:callable``; what it does not take ends it."""
    return lambda asked: called(name)(list(asked.rest))


def called(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def signing(asked: Asked) -> None:
    """The maker's tool reads it."""
    sign._parser().parse_args(asked.rest)


def options(file: str) -> Proof:
    """The program of that file knows each option; it looks for them in what was typed."""

    def proof(asked: Asked) -> None:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert [word for word in asked.rest if word.startswith("--") and f'"{word}"' not in text] == []

    return proof


def both(first: Proof, second: Proof) -> Proof:
    """What ``run.py`` hands over, and what takes it."""

    def proof(asked: Asked) -> None:
        first(asked)
        second(asked)

    return proof


def held(file: str, *words: str) -> Proof:
    """That file does the same, with these words."""

    def proof(_: Asked) -> None:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert [word for word in words if word not in text] == []

    return proof


def packages(asked: Asked) -> None:
    """The system's own ``apt-get`` takes each option of its command; what is named is ours, or lies on a stick."""
    options = [word for word in asked.rest if word.startswith(("-", "Acquire::"))]
    command, *named = [word for word in asked.rest if word not in options]
    ours = r"(\./)?fofal-(desktop|server)(_[\d.]+_amd64\.deb)?|/media/usb/fofal/\*\.deb"
    assert [word for word in named if not re.fullmatch(ours, word)] == []
    words = [program("apt-get", "apt"), command, *options, "--help"]  # it reads what it is told before it helps
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def units(asked: Asked) -> None:
    """Each service is one that the project brings."""
    here = {one.name for one in (ROOT / "installer").rglob("*.service")}
    for word in asked.rest:
        if not word.startswith("-"):
            name, at, _ = word.removesuffix(".service").partition("@")
            assert f"{name}{at}.service" in here


def services(asked: Asked) -> None:
    """Each container is one of the composition; what is said within ``once`` the console takes."""
    known = yaml.safe_load((ROOT / "installer/server/compose.yaml").read_text(encoding="utf-8"))["services"]
    words = [word for word in asked.rest if not word.startswith("-")]
    assert {word for word in words[:1] if word not in known} == set()
    if words[:1] == ["once"]:
        console(replace(asked, rest=asked.rest[asked.rest.index("once") + 1 :]))


def brought(asked: Asked) -> None:
    """Files that are named from inside the program's folder are there; what may be done with them is the system's."""
    place = re.sub(r"^/opt/fofal(-[\d.]+)?", str(ROOT), asked.inside or str(ROOT))
    for word in asked.rest:
        inside = "/" in word and not word.startswith(("/", "-", "~", "."))
        assert not inside or (Path(place) / word).exists(), word


def system(_: Asked) -> None:
    """The shell's own; nothing of ours is in it."""


PROOFS: Mapping[str, Proof] = {
    "fofal-server": console,
    "python3 run.py": both(launcher, reader("fofal_server.console.launch:_parsed")),
    "python3 run.py test": both(launcher, brought),
    "python3 run.py lint": launcher,
    "python3 run.py audit": launcher,
    "python3 run.py faults": launcher,
    "python3 run.py soak": both(launcher, options("tests/benchmarks/soak.py")),
    "python3 run.py bench": both(launcher, options("tests/benchmarks/__main__.py")),
    "python3 run.py skew": launcher,
    "python3 run.py package": both(launcher, reader("installer.bundle.asked:asked")),
    "python3 run.py package-test": launcher,
    "python -m installer.bundle.appdir": options("installer/bundle/appdir.py"),
    "python -m installer.bundle.deb": options("installer/bundle/deb.py"),
    "python -m installer.bundle.sign": signing,
    "python -m installer.bundle.number": held("tests/packaging/test_release.py", "number.main([NEXT])"),
    "python -m installer.bundle.update": options("installer/bundle/update.py"),
    "git commit -am": system,
    "git tag": held("tests/packaging/test_release.py", '"tag"'),
    "python -m installer.bundle.nsis": options("installer/bundle/nsis.py"),
    "python run.py package": launcher,
    f"fofal-desktop-{VERSION}-windows-x86_64-setup.exe": held(
        "installer/desktop/windows/switches.nsh", '"/S"', '"/AllUsers"', '"/SERVER="', '"/CA="', '"/LANG="'
    ),
    "signtool sign": held(
        "installer/desktop/windows/workflow.yml", "signtool sign", "/sha1", "/fd sha256", "/td sha256"
    ),
    "signtool verify": system,
    "python -m tests.desktop.grab_screens": options("tests/desktop/grab_screens/__main__.py"),
    "docker-compose run --rm": services,
    "docker-compose up -d": services,
    "docker-compose ps": services,
    "docker-compose config -q": held("tests/deployment/test_compose.py", '"config"'),
    "docker build": held("tests/packaging/making.py", "installer/server/Dockerfile"),
    "docker run": held("tests/packaging/running.py", "setpriv", "tmpfs"),
    "docker logs fofal": system,
    "apt-get": packages,
    "cp": system,
    "apt-get install python3 python3-venv": held("run.py", "python3-venv"),
    "apt-get install wireguard-tools": held(".ci/run", "wireguard-tools"),
    "pip install --no-deps": held("installer/server/Dockerfile", "pip install --no-deps", "--require-hashes -r"),
    "pip install --no-index": held(
        "installer/server/Dockerfile", "--no-index --no-deps --no-build-isolation --editable ."
    ),
    "python3 -m venv": held("installer/server/Dockerfile", "-m venv"),
    "systemctl daemon-reload": system,
    "systemctl enable --now": units,
    "systemctl start": units,
    "systemctl stop": units,
    "systemctl restart": units,
    "systemd-sysusers": held("tests/deployment/test_units.py", "sysusers"),
    "curl -fsS": held("tests/deployment/test_rolling.py", "/health/ready"),
    "wg genkey": held("tests/deployment/test_wireguard.py", '"genkey"'),
    "wg pubkey": held("tests/deployment/test_wireguard.py", '"pubkey"'),
    "install": brought,
    **dict.fromkeys((".", "bash", "cd", "ln -sfn", "set", "umask"), system),
}
"""What it begins with, and its proof."""


def of(line: str) -> str:
    """The longest beginning that fits, empty where there is none: then nobody proves it."""
    fitting = [one for one in PROOFS if line == one or line.startswith(f"{one} ")]
    return max(fitting, key=len, default="")
