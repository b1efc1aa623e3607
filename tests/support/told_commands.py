"""What README and the guides tell people to type: each command of their fenced blocks, and where it stands.

A block without a language holds what is typed into a shell; ``bat`` is the one of Windows. Whatever else stands apart
(a file, a call, a drawing) names its language.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "admin").rglob("*.md")),
    *sorted((ROOT / "docs" / "guide").glob("*.md")),
)
_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_BETWEEN = re.compile(r"[();&|]+")
_SET = re.compile(r"[A-Z_]+=.*")


class Told(NamedTuple):
    """One command; ``words`` without ``sudo`` and variables, the program by its name alone."""

    page: str
    words: tuple[str, ...]
    inside: str
    """The folder that a ``cd`` of the same block leads to."""

    def __str__(self) -> str:
        return " ".join(self.words)


def told() -> list[Told]:
    """All of them, in the order of the pages."""
    return [one for page in PAGES for one in _of(page)]


def _of(page: Path) -> Iterator[Told]:
    name = str(page.relative_to(ROOT))
    for language, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        inside = ""
        for line in block.replace("\\\n", " ").splitlines():
            for words in _commands(line) if not language else [_on_windows(line)] if language == "bat" else []:
                inside = words[1] if words[:1] == ("cd",) else inside
                if words:
                    yield Told(name, words, inside)


def _commands(line: str) -> Iterator[tuple[str, ...]]:
    """The commands of a line of a shell."""
    reader = shlex.shlex(line, posix=True, punctuation_chars="();<>|&")
    reader.whitespace_split = True
    words = list[str]()
    for word in (*reader, ";"):
        if not _BETWEEN.fullmatch(word):
            words.append(word)
            continue
        yield _plain(words)
        words.clear()


def _plain(words: list[str]) -> tuple[str, ...]:
    """Without whose rights it has and what is set for it alone."""
    left = list(words)
    while left and (left[0] == "sudo" or _SET.fullmatch(left[0])):
        left = left[3:] if left[1:2] == ["-u"] else left[1:]
    return (re.sub(r"^(?!\./).*/", "", left[0]), *left[1:]) if left else ()


def _on_windows(line: str) -> tuple[str, ...]:
    words = [word.strip('"') for word in re.findall(r'(?:[^\s"]|"[^"]*")+', line)]
    return (re.sub(r"^.*\\", "", words[0]), *words[1:]) if words[:1] not in ([], ["rem"]) else ()
