"""The one reader of XML: expat, fed piece by piece, which refuses every declaration of a type or of an entity."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]
Told = Callable[[str], None]


class Damaged(ValueError):
    """No markup, or one that ends before its end."""


class Declaring(ValueError):
    """Markup that declares what its words stand for: the way of bombs and of looks into other files."""


def walk(pieces: Iterable[bytes], start: Start, end: Told | None = None, words: Told | None = None) -> None:
    """Call ``start`` and ``end`` with each element as it is found, ``words`` with the text between them, in pieces."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    if end is not None:
        parser.EndElementHandler = end
    if words is not None:
        parser.CharacterDataHandler = words
        parser.buffer_text = True
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged(str(error)) from error


def local(tag: str) -> str:
    """The name of an element without the prefix of its vocabulary."""
    return tag.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise Declaring
