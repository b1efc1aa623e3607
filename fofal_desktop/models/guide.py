"""The user guide as it ships: its pages and chapters, which page tells of a screen, and where words stand in it.

Beside it what to do at each alert, a sheet per watch: in no chapter, and not searched, for whoever did not have one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from fofal_desktop import resources
from fofal_desktop.words import plain

CONTENTS = "README.md"
"""The page one comes to when no other tells of a screen; its headings are the chapters, its links their pages."""
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_CHAPTER_OR_LINK = re.compile(r"^## (.+)$|\]\(([\w-]+\.md)\)", re.MULTILINE)
_MARKS = re.compile(r"\]\([^)]*\)|[\[*`]|^(#+|-|\d+\.|\|) ")
_OUTWARD = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")
"""A link to what does not ship; its words stay."""
AROUND = 60
"""Letters of a line that are shown before and after what was found."""


@dataclass(frozen=True)
class GuidePage:
    """``screens``: resources, ``page:…`` made by hand, ``dialog:…``; ``modules``: it speaks for the rest of these."""

    path: Path
    title: str
    text: str
    screens: tuple[str, ...]
    modules: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """What one reads, without the marks of Markdown, each line as it is compared and as it is; first the title."""
        bare = (_MARKS.sub("", line).replace("|", " ") for line in self.text.splitlines())
        shown = [" ".join(line.split()) for line in bare if line.strip(" -:")]
        return [(plain(line), line) for line in shown]


@dataclass(frozen=True)
class Chapter:
    title: str
    pages: tuple[GuidePage, ...]


@dataclass(frozen=True)
class Found:
    """A page, and the line in which the words stand."""

    page: GuidePage
    excerpt: str


class Guide:
    """All pages below one folder, read once."""

    def __init__(self, folder: Path, incidents: Path | None = None) -> None:
        self.pages = _read_all(folder)
        self.sheets = _read_all(incidents) if incidents is not None else {}
        self.contents = self.pages[CONTENTS]
        self.chapters = tuple(self._chapters())

    def named(self, name: str) -> GuidePage | None:
        """The page or sheet of this file name, whatever folders are named before it."""
        file = name.rpartition("/")[2]
        return self.pages.get(file) or self.sheets.get(file)

    def page_for(self, topics: Iterable[str]) -> GuidePage:
        """The page of the first topic that one tells of, else the page of a topic's module, else the contents."""
        known = list(topics)
        own = {screen: page for page in self.pages.values() for screen in page.screens}
        for_modules = {module: page for page in self.pages.values() for module in page.modules}
        exact = (own[topic] for topic in known if topic in own)
        general = (for_modules[module] for module in map(_module, known) if module in for_modules)
        return next(exact, None) or next(general, self.contents)

    def find(self, typed: str) -> list[Found]:
        """Pages that hold every typed word, whatever its accents; those with one in the title come first."""
        wanted = plain(typed).split()
        held = [page for page in self.pages.values() if page is not self.contents and _holds(page, wanted)]
        held.sort(key=lambda page: not any(word in plain(page.title) for word in wanted))
        return [Found(page, _excerpt(page, wanted)) for page in held] if wanted else []

    def _chapters(self) -> Iterable[Chapter]:
        title, names = "", list[str]()
        for heading, link in _CHAPTER_OR_LINK.findall(self.contents.text):
            if link:
                names.append(link)
                continue
            if names:
                yield self._chapter(title, names)
            title, names = heading, []
        yield self._chapter(title, names)

    def _chapter(self, title: str, names: Sequence[str]) -> Chapter:
        return Chapter(title, tuple(self.pages[name] for name in dict.fromkeys(names)))


@cache
def shipped() -> Guide:
    """The guide that came with this program."""
    return Guide(resources.guide(), resources.incidents())


def slug(heading: str) -> str:
    """How a heading is named in a link, as readers of Markdown name it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def _read_all(folder: Path) -> dict[str, GuidePage]:
    return {path.name: _read(path) for path in sorted(folder.glob("*.md"))}


def _read(path: Path) -> GuidePage:
    whole = _OUTWARD.sub(r"\1", path.read_text(encoding="utf-8"))
    front = _FRONT.match(whole)
    text = whole[front.end() :] if front else whole
    told = dict(line.split(":", 1) for line in front[1].splitlines()) if front else {}
    title = next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))
    return GuidePage(path, title, text, _names(told.get("screens", "")), _names(told.get("modules", "")))


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.replace(",", " ").split())


def _module(topic: str) -> str:
    return topic.partition(".")[0]


def _holds(page: GuidePage, wanted: Sequence[str]) -> bool:
    return all(any(word in compared for compared, _ in page.lines) for word in wanted)


def _excerpt(page: GuidePage, wanted: Sequence[str]) -> str:
    """Of the line that holds most of what is wanted, what stands around the first of it."""
    below = page.lines[1:] or page.lines
    compared, line = max(below, key=lambda one: sum(word in one[0] for word in wanted))
    place = min((compared.find(word) for word in wanted if word in compared), default=0)
    start = line.rfind(" ", 0, place - AROUND) + 1 if place > AROUND else 0
    end = line.find(" ", start + 2 * AROUND)
    return ("… " if start else "") + (line[start:end] + " …" if end > 0 else line[start:])
