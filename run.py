"""The first command: install what FOFAL needs beside itself, then start it, test it or measure it.

Needs nothing but Python 3.11 and its venv module. What it installs goes to `.venv`; a stamp there
lets the next start skip all of it.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 — the one file that an older Python may be asked to run
    sys.exit("FOFAL demande Python 3.11 ou plus récent ; celui-ci est le " + sys.version.split()[0] + ".")

import ctypes
import hashlib
import importlib.util
import io
import json
import os
import shlex
import shutil
import subprocess
import time
import tomllib
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "fofal-stamp.json"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")

SETUP_LOCK = "requirements-setup.lock"
LOCKS = {
    "run": [SETUP_LOCK, "requirements-server.lock", "requirements-desktop.lock"],
    "dev": [SETUP_LOCK, "requirements-dev.lock"],
}

PACKAGES = ["fofal_server", "fofal_desktop"]

# What Qt loads while it starts, and the Debian package that brings it: always, and with an X display.
QT_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
QT_ON_DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

USAGE = """\
FOFAL : installe ce qu’il faut à côté de lui-même, puis démarre.

  python3 run.py                     démarre le serveur et le poste de travail
      --empty                        sans les données de démonstration
      --serve-only                   le serveur seul
      --port N                       écoute sur ce port
      --data DOSSIER                 dossier des données (défaut : data)
      --tour                         la visite guidée, sans écran
  python3 run.py test [arguments]    les essais (arguments de pytest)
  python3 run.py lint                ruff, mypy et les contrats d’import
  python3 run.py audit               les failles connues des bibliothèques
  python3 run.py bench [--desktop]   les mesures du serveur, ou celles du poste
  python3 run.py faults [arguments]  les pannes à surmonter, aussi les longues (30 minutes au plus)
  python3 run.py skew [RÉVISION]     le poste de la dernière étiquette (ou de cette révision) sur ce serveur
  python3 run.py soak [--quick]      la charge dans la durée (25 minutes)
  python3 run.py package [desktop]   les programmes à livrer, dans dist/ (desktop, server, ou les deux)
  python3 run.py package-test        les paquets dans un système neuf (30 minutes au plus, sous root)
"""


def main(arguments: list[str]) -> int:
    """Do what the first word asks; a bare call or an option starts the application."""
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "start"
    actions = {"start": start, "test": test, "lint": lint, "audit": audit}
    actions |= {"bench": bench, "faults": faults, "skew": skew, "soak": soak}
    actions |= {"package": package, "package-test": package_test}
    if command not in actions or {"-h", "--help"} & set(arguments[:1]):
        print(USAGE, file=sys.stderr if command not in actions else sys.stdout)
        return 2 if command not in actions else 0
    return actions[command](arguments if command == "start" else arguments[1:])


def start(arguments: list[str]) -> int:
    """Start server and desktop; the arguments are read by the launcher."""
    prepare("run", qt="--serve-only" not in arguments)
    hand_over("-m", "fofal_server.console.launch", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, offscreen where there is no display; without arguments all of them, in lanes side by side."""
    prepare("dev", qt=True)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    keep_compiled()
    os.chdir(ROOT)
    if arguments:
        hand_over("-m", "pytest", *arguments)
    hand_over("-m", "tests.lanes")


def keep_compiled() -> None:
    """Let no process that the tests start compile everything again, nor leave what it compiled in the tree."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "compiled")


def bench(arguments: list[str]) -> int:
    """Run the benchmarks; those of the desktop need the libraries of Qt."""
    prepare("dev", qt="--desktop" in arguments)
    os.chdir(ROOT)
    hand_over("-m", "tests.benchmarks", *arguments)


def faults(arguments: list[str]) -> int:
    """Run every fault that has to be survived; the results go to docs/reliability.md."""
    prepare("dev", qt=False)
    os.chdir(ROOT)
    hand_over("-m", "tests.faults", *arguments)


def skew(arguments: list[str]) -> int:
    """Run the tests of the desktop of an earlier revision against the server of this one."""
    prepare("dev", qt=True)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(ROOT)
    hand_over("-m", "tests.skew", *arguments)


def soak(arguments: list[str]) -> int:
    """Run the long load; the results go to docs/reliability.md."""
    prepare("dev", qt=False)
    os.chdir(ROOT)
    hand_over("-m", "tests.benchmarks.soak", *arguments)


def package(arguments: list[str]) -> int:
    """Build the programs that are delivered; the build fails when one of them is not whole."""
    prepare("dev", qt=True)
    os.chdir(ROOT)
    hand_over("-m", "installer.bundle", *arguments)


def package_test(arguments: list[str]) -> int:
    """Install, start, upgrade and remove the packages in clean systems; the results go to docs/packages.md."""
    prepare("dev", qt=True)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # icons are drawn by Qt
    os.chdir(ROOT)
    hand_over("-m", "tests.packages", *arguments)


def lint(_: list[str]) -> int:
    """Run every check, side by side and also when one has failed; 1 if any did."""
    prepare("dev", qt=False)
    checks = [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]]
    running = [begun([str(BIN / check[0]), *check[1:]]) for check in checks]
    for check, one in zip(checks, running, strict=True):
        told, _ = one.communicate()
        say(" ".join(check))
        sys.stdout.write(told)
        sys.stdout.flush()
    return 1 if any(one.returncode for one in running) else 0


def audit(_: list[str]) -> int:
    """Ask about known flaws of the libraries in the locks."""
    prepare("dev", qt=False)
    hand_over("-m", "tests.support.flaws")


def begun(command: list[str]) -> "subprocess.Popen[str]":
    """Begin a command in the project's folder; what it says waits to be told in one piece."""
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, cwd=ROOT, text=True, errors="replace", **piped)


def hand_over(*arguments: str) -> NoReturn:
    """Become the project's own Python; on Windows, wait for it."""
    sys.stdout.flush()
    python = str(python_of_venv())
    if WINDOWS:
        sys.exit(subprocess.call([python, *arguments]))
    os.execv(python, [python, *arguments])  # noqa: S606 — one process: signals and exit code are its own


def prepare(profile: str, qt: bool) -> None:
    """Install what is missing; nothing at all when the stamp says it is there."""
    stamp = read_stamp()
    digest = digest_of_needs()
    if stamp.get("digest") != digest or stamp.get("profile") not in {profile, "dev"}:
        install(profile, stamp)
        stamp = {"digest": digest, "profile": profile, "root": str(ROOT)}
        write_stamp(stamp)
    if qt and sys.platform == "linux" and stamp.get("qt") not in {qt_needs(), "display"}:
        install_qt_libraries()
        write_stamp({**stamp, "qt": qt_needs()})


def digest_of_needs() -> str:
    """Sum up all that decides what must be installed: locks, project, Python, place."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for name in sorted({name for names in LOCKS.values() for name in names}):
        digest.update((ROOT / name).read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project["build-system"], project["project"], project.get("tool", {}).get("setuptools")]
    digest.update(json.dumps(installed, sort_keys=True).encode())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """Read what was installed last; nothing when it is unreadable or its Python is gone."""
    if not python_of_venv().exists():
        return {}
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # never finished or cut short: everything is checked again
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Remember what is installed, at once or not at all."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    draft.replace(STAMP)


def install(profile: str, stamp: dict[str, str]) -> None:
    """Make `.venv` hold exactly what the locks name, and the project itself."""
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    make_venv(moved=stamp.get("root", str(ROOT)) != str(ROOT))
    python = str(python_of_venv())
    if not has_setup_tools():
        say("Préparation de l’installateur…")
        must([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / SETUP_LOCK)])
    say("Installation des bibliothèques (une minute au plus la première fois)…")
    uv = [str(BIN / "uv"), *system_certificates(), "pip"]
    target = ["--quiet", "--python", python]
    locks, rooms = ([str(ROOT / name) for name in names] for names in (LOCKS[profile], PACKAGES))
    # Compiled once, here: else every process of every start does it where Python is told not to write bytecode.
    must([*uv, "sync", *target, "--compile-bytecode", "--require-hashes", *locks])
    must([*uv, "install", *target, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    subprocess.call([python, "-m", "compileall", "-q", *rooms])
    say(f"Bibliothèques prêtes en {time.monotonic() - began:.0f} s.")


def system_certificates() -> list[str]:
    """Trust what the machine trusts, where it has a list: a company's proxy signs with its own authority."""
    lists = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
    return ["--system-certs"] if WINDOWS or any(Path(path).exists() for path in lists) else []


def make_venv(moved: bool) -> None:
    """Create the environment, or anew where its Python or its place has changed."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("Il manque le module venv de Python. Tapez :\n    sudo apt-get install python3-venv")
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        sys.exit(f"Ce compte ne peut pas écrire dans {VENV} : reprenez le compte qui l’a créé, ou supprimez-le.")
    config = VENV / "pyvenv.cfg"
    version = f"version = {sys.version.split()[0]}"
    if config.exists() and version in config.read_text(encoding="utf-8") and python_of_venv().exists() and not moved:
        return
    if VENV.is_symlink():
        sys.exit(f"{VENV} est un lien : le refaire viderait ce qu'il désigne. Supprimez le lien, puis relancez.")
    say("Création de l’environnement .venv…")
    # The Python under the environment, for this one may run in what is about to be emptied.
    must([getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)])


def has_setup_tools() -> bool:
    """Tell whether the environment already holds the installer that the lock names."""
    lock = (ROOT / SETUP_LOCK).read_text(encoding="utf-8")
    pins = [line.split()[0].split("==") for line in lock.splitlines() if "==" in line]
    site = [*VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages"]
    return all(any((path / f"{name}-{version}.dist-info").is_dir() for path in site) for name, version in pins)


def install_qt_libraries() -> None:
    """Install the system libraries Qt needs where we may, else say what to type and stop."""
    missing = missing_qt_packages()
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None:
        sys.exit("Il manque à Qt des bibliothèques du système : " + ", ".join(missing) + " (noms de Debian).")
    if os.geteuid() != 0:
        sys.exit("Il manque à Qt des bibliothèques du système. Tapez, puis relancez :\n    sudo " + shlex.join(command))
    say("Installation des bibliothèques du système pour Qt : " + " ".join(missing))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call([*command, "--quiet=2"], env=environment, stdout=sys.stderr) != 0:
        must(["apt-get", "update", "--quiet=2"])  # a fresh machine has no list of packages yet
        must([*command, "--quiet=2"], environment)


def missing_qt_packages() -> list[str]:
    """Ask the system's own loader for each library; return the packages of those it lacks."""
    wanted = {**QT_ALWAYS, **QT_ON_DISPLAY} if qt_needs() == "display" else QT_ALWAYS
    return [package for library, package in wanted.items() if not can_load(library)]


def can_load(library: str) -> bool:
    """Tell whether the system has the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def qt_needs() -> str:
    """Name which libraries matter here: those of a display, or only those of drawing to memory."""
    return "display" if has_display() else "offscreen"


def has_display() -> bool:
    """Tell whether a window could be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python_of_venv() -> Path:
    """Give the path of the environment's Python."""
    return BIN / ("python.exe" if WINDOWS else "python")


def must(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a step of the installation; stop with its name where it fails."""
    if subprocess.call(command, cwd=ROOT, env=environment, stdout=sys.stderr) != 0:
        sys.exit(
            f"\nL’étape a échoué : {shlex.join(command)}\n"
            "Vérifiez la connexion à Internet et la place sur le disque, puis relancez."
        )


def say(text: str) -> None:
    """Tell the person what is going on, also where the output is a file."""
    print(f"▸ {text}", file=sys.stderr, flush=True)  # what a command answers stays alone on standard output


def any_terminal() -> None:
    """One that knows no UTF-8 must not stop anything."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    any_terminal()
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
