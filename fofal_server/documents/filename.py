"""Names of files as people give them, made harmless; and how they are told to a browser."""

import re
import unicodedata
from urllib.parse import quote

LONGEST, LONGEST_BYTES = 150, 240
"""Signs of a name, and its bytes: file systems take 255, and whoever saves a file twice needs room for « (2) »."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r'[<>:"|?*%]')

INERT = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Whatever a browser thinks the file is: it saves it, keeps no copy, and runs nothing of it."""


def cleaned(given: str) -> str:
    """The last part of the name without what deceives or breaks.

    Folders, control and invisible characters (right-to-left marks turn ``fdp.exe`` around), signs that file systems
    refuse and names that Windows reserves are taken out; the extension survives when the name is cut.
    """
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = "".join(" " if unicodedata.category(sign)[0] == "Z" else sign for sign in name if _visible(sign))
    name = " ".join(_UNSAFE.sub("_", name).split()).strip(". ")
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return name if _fits(name) else _shortened(name)


def _fits(name: str) -> bool:
    return len(name) <= LONGEST and len(name.encode()) <= LONGEST_BYTES


def _shortened(name: str) -> str:
    """As much of the name as fits before its extension; what claims an endless extension has none."""
    stem, dot, extension = name.rpartition(".")
    ending = dot + extension if stem and len(extension) <= 10 else ""
    kept = (stem if ending else name)[: LONGEST - len(ending)]
    room = LONGEST_BYTES - len(ending.encode())
    return kept.encode()[:room].decode(errors="ignore").rstrip(". ") + ending


def _visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] != "C"


def extension_of(name: str) -> str:
    """``pdf`` of ``Contrat.PDF``, empty when there is none."""
    stem, _, extension = name.rpartition(".")
    return extension.lower() if stem else ""


def disposition(name: str) -> str:
    """``Content-Disposition`` that saves, never shows (RFC 6266): plain letters for old readers, UTF-8 for others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", plain).strip(". ") or "document"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
