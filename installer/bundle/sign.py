"""The maker's tool: a key, the manifest of a folder of packages, its signature (decision 0054).

    python -m installer.bundle.sign keygen CLÉ
    python -m installer.bundle.sign manifest DOSSIER --version 0.2.0 --minimum 0.1.0 --notes-fr nouveau.txt
    python -m installer.bundle.sign sign DOSSIER --key CLÉ

The private key stays with the maker, on a machine that serves nobody and in a copy that is locked away.
"""

import argparse
import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from fofal_server.contract.updates import MANIFEST, SIGNATURE, Channel, Manifest, Package, Platform, Untrusted, read

PACKED = (".tar.xz", ".zip")


class Wrong(Exception):
    """What the maker has to put right, in words."""


def keygen(file: Path) -> str:
    """Draw a key into a new file that only its owner reads; answers the line for ``resources/updates/keys.txt``."""
    key = Ed25519PrivateKey.generate()
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Wrong(f"{file} existe déjà : une clé n'est jamais remplacée.") from error
    with os.fdopen(opened, "w", encoding="ascii") as written:
        written.write(key.private_bytes_raw().hex() + "\n")
    return key.public_key().public_bytes_raw().hex()


def write_manifest(folder: Path, *, channel: str, version: str, minimum: str, released: dt.date, **notes: str) -> Path:
    """Write ``manifest.json`` of all packages in the folder; a signature of before goes, for it is none of this."""
    packages = [_package(one, version) for one in sorted(folder.iterdir()) if one.name.endswith(PACKED)]
    if not packages:
        raise Wrong(f"{folder} ne contient aucun paquet ({', '.join(PACKED)}).")
    told = {"format": 1, "channel": channel, "version": version, "minimum": minimum, "released": released}
    try:
        made = Manifest.model_validate(told | {"notes": notes, "packages": packages})
    except ValidationError as error:
        wrong = {".".join(map(str, one["loc"])) for one in error.errors()}
        raise Wrong(f"Ces valeurs ne vont pas dans un manifeste : {', '.join(sorted(wrong))}.") from error
    (folder / SIGNATURE).unlink(missing_ok=True)
    (folder / MANIFEST).write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return folder / MANIFEST


def sign(folder: Path, key_file: Path) -> Path:
    """Sign the manifest, once every package is still what it says."""
    key = _key(key_file)
    words = (folder / MANIFEST).read_bytes()
    signature = key.sign(words)
    try:
        manifest = read(words, signature, (key.public_key().public_bytes_raw(),))
    except Untrusted as error:
        raise Wrong(f"{folder / MANIFEST} n'est pas un manifeste.") from error
    changed = [one.file for one in manifest.packages if _package(folder / one.file, manifest.version) != one]
    if changed:
        raise Wrong(f"{', '.join(changed)} : changé depuis le manifeste. Refaites-le.")
    (folder / SIGNATURE).write_bytes(signature)
    return folder / SIGNATURE


def _package(file: Path, version: str) -> Package:
    platform = next((one for one in get_args(Platform) if one in file.name), None)
    if platform is None or f"-{version}-" not in file.name:
        raise Wrong(
            f"{file.name} : le nom d'un paquet dit sa version et son système, comme a-{version}-linux-x86_64.zip"
        )
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Package(platform=platform, file=file.name, size=file.stat().st_size, sha256=digest)


def _key(file: Path) -> Ed25519PrivateKey:
    if os.name != "nt" and file.stat().st_mode & 0o077:
        raise Wrong(f"{file} est lisible par d'autres comptes : chmod 600 {file}")
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text(encoding="ascii")))
    except ValueError as error:
        raise Wrong(f"{file} n'est pas une clé de « keygen ».") from error


def _keygen(given: argparse.Namespace) -> None:
    print(f"Clé écrite dans {given.file}. Ligne à ajouter dans resources/updates/keys.txt :", file=sys.stderr)
    print(keygen(given.file))


def _manifest(given: argparse.Namespace) -> None:
    notes = {"fr": given.notes_fr.read_text(encoding="utf-8")}
    if given.notes_en:
        notes["en"] = given.notes_en.read_text(encoding="utf-8")
    told = {name: getattr(given, name) for name in ("channel", "version", "minimum", "released")}
    print(write_manifest(given.folder, **told, **notes))


def _sign(given: argparse.Namespace) -> None:
    print(sign(given.folder, given.key))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.bundle.sign", description="Signe une version du poste.")
    words = parser.add_subparsers(required=True)
    drawn = _word(words, "keygen", _keygen, "tire une clé")
    drawn.add_argument("file", type=Path, metavar="CLÉ")
    made = _word(words, "manifest", _manifest, "écrit le manifeste des paquets d'un dossier")
    made.add_argument("folder", type=Path, metavar="DOSSIER")
    made.add_argument("--channel", choices=get_args(Channel), default="stable")
    made.add_argument("--version", required=True)
    made.add_argument("--minimum", required=True, help="la plus ancienne avec laquelle le serveur travaille encore")
    made.add_argument("--released", type=dt.date.fromisoformat, default=dt.datetime.now(dt.UTC).date())
    made.add_argument("--notes-fr", type=Path, required=True, help="ce qui est nouveau, en texte simple")
    made.add_argument("--notes-en", type=Path)
    signed = _word(words, "sign", _sign, "signe le manifeste")
    signed.add_argument("folder", type=Path, metavar="DOSSIER")
    signed.add_argument("--key", type=Path, required=True, metavar="CLÉ")
    return parser


def _word(
    words: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    work: Callable[[argparse.Namespace], None],
    told: str,
) -> argparse.ArgumentParser:
    made = words.add_parser(name, help=told)
    made.set_defaults(work=work)
    return made


def main() -> int:
    """Do what was typed; what is wrong is said in words."""
    given = _parser().parse_args()
    try:
        given.work(given)
    except (Wrong, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
