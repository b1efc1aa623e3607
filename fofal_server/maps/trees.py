"""The elements of an XML file that speak of shapes, as small trees; everything else in it is passed over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fofal_server.core import markup
from fofal_server.core.errors import Invalid, TooLarge, Unreadable
from fofal_server.core.markup import local
from fofal_server.maps.limits import MAX_DEPTH, MAX_ELEMENTS, MAX_IN_FILE, MAX_UNPACKED


@dataclass(slots=True)
class Node:
    """An element: its name without prefix, its attributes, the text right in it, the elements in it that were kept."""

    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words).strip()

    def all(self, tag: str) -> list["Node"]:
        """The elements of this name right in it."""
        return [child for child in self.children if child.tag == tag]

    def told(self, tag: str) -> str:
        """The text of the first element of this name, empty when there is none."""
        return next((child.text for child in self.children if child.tag == tag), "")

    def within(self, *tags: str) -> Iterator["Node"]:
        """The elements of these names at any depth, in the order of the file."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.within(*tags)


@dataclass(frozen=True)
class Words:
    """A vocabulary: how its root is called, which elements are asked for, and which are kept inside them."""

    root: str
    asked: frozenset[str]
    kept: frozenset[str]


def trees(pieces: Iterable[bytes], words: Words) -> list[Node]:
    """The elements asked for, in the order of the file; 400 damaged or another root, 413 and 422 too much of it."""
    collector = _Collector(words)
    try:
        markup.walk(_counted(pieces), collector.start, collector.end, collector.say)
    except markup.Damaged as error:
        raise Unreadable("maps.damaged_markup", told=str(error)[:100], code="damaged") from error
    except markup.Declaring as error:
        raise Unreadable("transfer.entities", code="entities") from error
    return collector.found


class _Collector:
    def __init__(self, words: Words) -> None:
        self.found: list[Node] = []
        self._words = words
        self._open: list[Node | None] = []
        self._elements = self._commas = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if not self._open and name != self._words.root:
            raise Unreadable("maps.other_markup", found=name[:40], expected=self._words.root, code="other_markup")
        if len(self._open) >= MAX_DEPTH:
            raise Invalid("maps.too_deep", code="too_deep")
        self._open.append(self._node(name, attributes))

    def _node(self, name: str, attributes: dict[str, str]) -> Node | None:
        holder = self._open[-1] if self._open else None
        if name not in (self._words.asked if holder is None else self._words.kept):
            return None
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise Invalid("maps.too_many_positions", limit=MAX_IN_FILE, code="too_many_positions")
        node = Node(name, attributes)
        (self.found if holder is None else holder.children).append(node)
        return node

    def end(self, _tag: str) -> None:
        self._open.pop()

    def say(self, text: str) -> None:
        """Text in a kept element; its commas are counted, so that a list of a million corners never grows."""
        holder = self._open[-1] if self._open else None
        if holder is None:
            return
        self._commas += text.count(",")
        if self._commas > 3 * MAX_IN_FILE:
            raise Invalid("maps.too_many_positions", limit=MAX_IN_FILE, code="too_many_positions")
        holder.words.append(text)


def _counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_UNPACKED:
            raise TooLarge("maps.unpacks_too_large", limit=MAX_UNPACKED // 1024**2, code="bomb")
        yield piece
