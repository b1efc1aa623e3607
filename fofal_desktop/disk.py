"""What the system says of a file, in words that tell the person what to do about it: one table for all of them."""

import errno

from PySide6.QtCore import QCoreApplication

from fofal_desktop.language import QT_TRANSLATE_NOOP

_FULL = QT_TRANSLATE_NOOP("Problems", "The disk is full. Make room on it or choose another folder, then try again.")
_QUOTA = QT_TRANSLATE_NOOP(
    "Problems",
    "Your share of this disk is used up. Delete what you no longer need, choose another folder, or ask your "
    "administrator for more room, then try again.",
)
_DENIED = QT_TRANSLATE_NOOP(
    "Problems",
    "This computer does not let the file be used. Close it if it is open in another program, or choose another "
    "folder, then try again.",
)
_OPEN = QT_TRANSLATE_NOOP(
    "Problems", "The file is being used by another program. Close it there or choose another name, then try again."
)
_READ_ONLY = QT_TRANSLATE_NOOP(
    "Problems", "Nothing can be written in this place: it can only be read. Choose another folder, then try again."
)
_ABSENT = QT_TRANSLATE_NOOP(
    "Problems",
    "The file or its folder is no longer there: it was moved, renamed or deleted. Choose it again, then try again.",
)
_LONG = QT_TRANSLATE_NOOP(
    "Problems",
    "The name of the file with its folders is too long for this computer. Choose a shorter name or a folder nearer to "
    "the beginning of the disk, then try again.",
)
_NAME = QT_TRANSLATE_NOOP(
    "Problems",
    "This place does not take the name of the file. Choose one without signs such as *, /, |, < or >, then try again.",
)
_AWAY = QT_TRANSLATE_NOOP(
    "Problems",
    "The network folder or the drive no longer answers. Check the network or plug the drive in again, or choose a "
    "folder of this computer, then try again.",
)
_BROKEN = QT_TRANSLATE_NOOP(
    "Problems",
    "The disk could not be read or written. Try again; if it stays so, choose another disk and tell your "
    "administrator: this one may be damaged.",
)
_FOLDER = QT_TRANSLATE_NOOP("Problems", "This is a folder, not a file. Choose a file or another name, then try again.")
_EXISTS = QT_TRANSLATE_NOOP("Problems", "A file of this name is there already. Choose another name, then try again.")
_LARGE = QT_TRANSLATE_NOOP(
    "Problems", "The file is too large for this disk. Choose another disk or a smaller part of it, then try again."
)
_MANY = QT_TRANSLATE_NOOP("Problems", "Too many files are open on this computer. Close other programs, then try again.")

_BY_ERRNO = {
    "ENOSPC": _FULL, "EDQUOT": _QUOTA, "EACCES": _DENIED, "EPERM": _DENIED, "EBUSY": _OPEN, "ETXTBSY": _OPEN,
    "EROFS": _READ_ONLY, "ENOENT": _ABSENT, "ENOTDIR": _ABSENT, "ENAMETOOLONG": _LONG, "EINVAL": _NAME,
    "EILSEQ": _NAME, "EIO": _BROKEN, "EISDIR": _FOLDER, "EEXIST": _EXISTS, "EFBIG": _LARGE, "EMFILE": _MANY,
    "ENFILE": _MANY, "ESTALE": _AWAY, "ENODEV": _AWAY, "ENXIO": _AWAY, "ENOTCONN": _AWAY, "EHOSTDOWN": _AWAY,
    "EHOSTUNREACH": _AWAY, "ENETDOWN": _AWAY, "ENETUNREACH": _AWAY, "ECONNABORTED": _AWAY, "ECONNRESET": _AWAY,
    "ETIMEDOUT": _AWAY, "EREMOTEIO": _AWAY,
}  # fmt: skip
"""By name: not every system has all of them."""
_BY_WINDOWS = {
    19: _READ_ONLY, 21: _AWAY, 23: _BROKEN, 32: _OPEN, 33: _OPEN, 39: _FULL, 53: _AWAY, 55: _AWAY, 59: _AWAY,
    64: _AWAY, 67: _AWAY, 112: _FULL, 121: _AWAY, 123: _NAME, 206: _LONG, 1117: _BROKEN, 1225: _AWAY, 1231: _AWAY,
    1295: _QUOTA,
}  # fmt: skip
"""What Windows tells apart and Python throws together: most of these come as « denied » or « not found »."""
_SAID = {number: words for name, words in _BY_ERRNO.items() if (number := getattr(errno, name, None)) is not None}


def is_full(error: Exception) -> bool:
    """Whether there is no room: the person can make some, and then nothing is wrong."""
    return isinstance(error, OSError) and _words(error) in {_FULL, _QUOTA}


def words_of_disk(error: OSError) -> str:
    """What is wrong with a file and what to do; what no table knows is shown as the system says it."""
    words = _words(error)
    if words is not None:
        return QCoreApplication.translate("Problems", words)
    return QCoreApplication.translate(
        "Problems",
        "The file could not be used. Choose another folder, then try again; if it stays so, tell your administrator "
        "what the computer says: {0}",
    ).format(error.strerror or error)


def _words(error: OSError) -> str | None:
    known = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return known or _SAID.get(error.errno or 0)
