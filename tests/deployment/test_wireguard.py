"""The shipped ends of the tunnel: they say no key, and with keys a desktop outside comes to the server through the firewall."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deployment.wall import Wall, address, run, wall, within
from tests.support.patience import PATIENCE
from tests.support.programs import program
from tests.support.until import until

SHIPPED = Path(__file__).resolve().parents[2] / "installer" / "server" / "wireguard"
FILES = sorted(SHIPPED.glob("*.conf"))
NAMES = {"server": "wg0", "poste": "fofal"}
"""Of each file, the name that it has on its machine, which is that of the card too."""


@pytest.fixture
def parted() -> Iterator[Wall]:
    """Server and people with the firewall between them, and no card of the tunnel as yet."""
    with wall() as found:
        found.load()
        run("ip", "-netns", found.server, "link", "del", "wg0")
        yield found


def key() -> str:
    return run(program("wg", "wireguard-tools"), "genkey").strip()


def public(secret: str) -> str:
    done = subprocess.run(["wg", "pubkey"], input=secret, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return done.stdout.strip()


def written(folder: Path, file: str, secret: str, other: str) -> Path:
    """The shipped file as an administrator adapts it: both keys, and where the server is."""
    text = (SHIPPED / f"{file}.conf").read_text(encoding="utf-8").replace("/etc/wireguard", str(folder))
    text = re.sub(r"CLE-PUBLIQUE-DU-\w+", other, text).replace("fofal.example", address("outside", 1))
    config, own = folder / f"{NAMES[file]}.conf", folder / f"{NAMES[file]}.key"
    for path, content in ((config, text), (own, secret)):
        path.touch(mode=0o600)
        path.write_text(content, encoding="utf-8")
    return config


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_no_file_says_a_key(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"^\W*(PrivateKey|PresharedKey)|[\w+/]{43}=", text, re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_wg_quick_reads_it(file: Path, tmp_path: Path) -> None:
    """What it strips is its own; the rest is for the card, and nothing of it is unknown."""
    copied = Path(shutil.copy(file, tmp_path))
    copied.chmod(0o600)
    told = run(program("wg-quick", "wireguard-tools"), "strip", str(copied))
    names = re.findall(r"^(\w+) =", told, re.MULTILINE)
    assert names[-2:] == (
        ["PublicKey", "AllowedIPs"] if file.stem == "server" else ["AllowedIPs", "PersistentKeepalive"]
    )
    assert set(names) <= {"ListenPort", "PublicKey", "Endpoint", "AllowedIPs", "PersistentKeepalive"}


@contextmanager
def up(machine: str, config: Path) -> Iterator[None]:
    """The end of that file, on that machine, for the block; its program ends soon after its card."""
    words = (*within(machine), program("wg-quick", "wireguard-tools"))
    run(*words, "up", str(config))
    try:
        yield
    finally:
        run(*words, "down", str(config))
        until(lambda: not Path(f"/run/wireguard/{config.stem}.sock").exists())


@pytest.mark.parametrize("known", [True, False])
def test_a_desktop_outside_comes_to_its_door_by_a_known_key(parted: Wall, tmp_path: Path, known: bool) -> None:
    program("wireguard-go", "wireguard-go")
    server, desktop = key(), key()
    far = written(tmp_path, "server", server, public(desktop if known else key()))
    near = written(tmp_path, "poste", desktop, public(server))
    with up(parted.server, far), up(parted.people, near):
        assert parted.open("vpn") == ([22, 443] if known else [])
        assert parted.open("outside") == []
        told = run(*within(parted.people), "wg", "show", near.stem, "persistent-keepalive")
    assert told.split()[-1] == "25"
