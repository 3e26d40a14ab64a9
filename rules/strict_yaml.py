"""YAML read strictly, with the line of every value kept.

Files of rules and knowledge are edited by people who are no programmers, so a slip must be told
with its file and line, and nothing may be taken silently for something else. Compared with YAML's
own habits: a key may stand once, keys are always text, `yes`, `no`, `on` and `off` are text, only
`true` and `false` are truth values, `2026-11-22` is a date, `0.5` is an exact decimal, and aliases
and tags are refused.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, TypeAlias, TypeVar

import yaml

Scalar: TypeAlias = str | int | Decimal | bool | date | None
YamlValue: TypeAlias = "Scalar | list[YamlValue] | dict[str, YamlValue]"
YamlPath: TypeAlias = tuple[str | int, ...]

_Read = TypeVar("_Read")
_Other = TypeVar("_Other")

DEEPEST = 40
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = {
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:seq",
    "tag:yaml.org,2002:map",
}
_WORDS: Mapping[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class StrictYamlError(ValueError):
    """What is wrong in a file, and what is allowed.

    Attributes:
        file: the file, as it was named.
        line: the line, from 1; 0 where the file as a whole is meant.
        message: what is wrong and what is allowed, without the place.
        others: what else is wrong there, each by itself.
    """

    def __init__(
        self, file: Path, line: int, message: str, others: "Iterable[StrictYamlError]" = ()
    ) -> None:
        self.file = file
        self.line = line
        self.message = message
        self.others = tuple(others)
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {message}")

    @property
    def each(self) -> "tuple[StrictYamlError, ...]":
        """This mistake and all that were found with it."""
        return (self, *(one for other in self.others for one in other.each))


class _Part:
    """A block whose mistake is kept, and does not end what is around it."""

    def __init__(self, mistakes: "Mistakes") -> None:
        self._mistakes = mistakes

    def __enter__(self) -> None:
        """Begin the block."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """Keep a mistake; anything else goes on."""
        if not isinstance(error, StrictYamlError):
            return False
        self._mistakes.add(error)
        return True


class Mistakes:
    """Collects the mistakes of several parts, so that one does not hide another.

    ::

        mistakes = Mistakes()
        with mistakes.of_a_part():
            ...
        mistakes.raise_all()
    """

    def __init__(self) -> None:
        self.found: list[StrictYamlError] = []

    def of_a_part(self) -> "_Part":
        """Keep the mistake that reading a part raises within the block."""
        return _Part(self)

    def tried(self, read: Callable[[], _Read], otherwise: _Other) -> _Read | _Other:
        """Return what reading a part gives; where it has a mistake, keep that and go on."""
        with self.of_a_part():
            return read()
        return otherwise

    def add(self, error: StrictYamlError) -> None:
        """Keep a mistake."""
        self.found += error.each

    def raise_all(self) -> None:
        """Raise what was found, the first with the others.

        Raises:
            StrictYamlError: where anything was.
        """
        if self.found:
            first, *others = self.found
            raise StrictYamlError(first.file, first.line, first.message, others)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The values of a file as plain Python values, and where each of them stands.

    A path is the way to a value: `("values", 0, "reference")`.

    Attributes:
        file: the file, as it was named.
        value: dicts, lists, texts, ints, Decimals, booleans, dates, None.
    """

    file: Path
    value: YamlValue
    _lines: Mapping[YamlPath, tuple[int, int]] = field(repr=False)

    def line(self, path: YamlPath = ()) -> int:
        """Return the line on which the key (or the list item) of `path` stands, from 1.

        For a path that is not in the file, that of the nearest value around it.
        """
        return self._place(path)[0]

    def value_line(self, path: YamlPath = ()) -> int:
        """Return the line on which the value of `path` begins.

        Of a `|` block, the line of the `|`.
        """
        return self._place(path)[1]

    def error(self, path: YamlPath, message: str) -> StrictYamlError:
        """Return an error about the value at `path`, to be raised."""
        return StrictYamlError(self.file, self.line(path), message)

    def check_keys(
        self, path: YamlPath, *, required: Collection[str] = (), optional: Collection[str] = ()
    ) -> dict[str, YamlValue]:
        """Return the mapping at `path`, checked for all required keys and no unknown one.

        Raises:
            StrictYamlError: with the line of the unknown key, or of the mapping that lacks one.
        """
        found = self.at(path)
        allowed = [*required, *(key for key in optional if key not in required)]
        if not isinstance(found, dict):
            raise self.error(
                path, f"{_name(path)} must be a mapping with the keys {', '.join(allowed)}"
            )
        mistakes = Mistakes()
        for key in found:
            if key not in allowed:
                message = f"unknown key {key!r}; allowed: {', '.join(allowed)}"
                mistakes.add(self.error((*path, key), message))
        for key in required:
            if key not in found:
                message = f"{_name(path)} lacks the key {key!r}; required: {', '.join(required)}"
                mistakes.add(self.error(path, message))
        mistakes.raise_all()
        return found

    def at(self, path: YamlPath) -> YamlValue:
        """Return the value at `path`.

        Raises:
            KeyError: when there is none.
        """
        found = self.value
        for step in path:
            match found, step:
                case dict(), str():
                    found = found[step]
                case list(), int() if step < len(found):
                    found = found[step]
                case _:
                    raise KeyError(path)
        return found

    def _place(self, path: YamlPath) -> tuple[int, int]:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines[path]


@contextmanager
def read_once() -> Iterator[None]:
    """Read a file once only while its content stays: for whoever reads the same ones repeatedly.

    Whatever is read within it is shared, so nobody may change it.
    """
    before = _Once.before
    _Once.before = {}
    try:
        yield
    finally:
        _Once.before = before


class _Once:
    """What was read within `read_once`, by file and content; None outside of it."""

    before: "ClassVar[dict[tuple[Path, bytes], YamlDocument] | None]" = None


def read_yaml(file: Path) -> YamlDocument:
    """Read one file.

    Raises:
        StrictYamlError: for a file that cannot be read, is not UTF-8, or is not this kind of YAML.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StrictYamlError(file, 0, f"cannot be read ({error.strerror})") from error
    before = _Once.before
    if before is None:
        return _parse(content, file)
    if (file, content) not in before:
        before[file, content] = _parse(content, file)
    return before[file, content]


def _parse(content: bytes, file: Path) -> YamlDocument:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StrictYamlError(file, line, "is not UTF-8; save the file as UTF-8") from error
    return parse_yaml(text, file)


def parse_yaml(text: str, file: Path) -> YamlDocument:
    """Read YAML that is already in memory; `file` is the name used in errors.

    Raises:
        StrictYamlError: for text that is not this kind of YAML.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "cannot be read"
        line = mark.line + 1 if mark else 0
        raise StrictYamlError(file, line, f"not valid YAML: {reason}") from error
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        raise StrictYamlError(
            file, line, "a character that YAML does not allow; remove it"
        ) from error
    except RecursionError as error:
        raise StrictYamlError(file, 0, _TOO_DEEP) from error
    if root is None:
        return YamlDocument(file, None, {(): (1, 1)})
    reader = _Reader(file)
    value = reader.read(root, (), root.start_mark.line + 1)
    return YamlDocument(file, value, reader.lines)


_TOO_DEEP = f"nested too deeply; at most {DEEPEST} levels"


class _Reader:
    """Turns composed nodes into values, noting where each stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: dict[YamlPath, tuple[int, int]] = {}
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, path: YamlPath, key_line: int) -> YamlValue:
        line = node.start_mark.line + 1
        self.lines[path] = (key_line, line)
        if id(node) in self._seen:
            raise StrictYamlError(self.file, key_line, "aliases (*name) are not allowed; repeat it")
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            raise StrictYamlError(self.file, line, "tags (!name) are not allowed; remove it")
        if len(path) > DEEPEST:
            raise StrictYamlError(self.file, line, _TOO_DEEP)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [
                self.read(item, (*path, number), item.start_mark.line + 1)
                for number, item in enumerate(node.value)
            ]
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, YamlValue]:
        found: dict[str, YamlValue] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise StrictYamlError(self.file, line, "a key must be a word")
            key = str(key_node.value)
            if key in found:
                message = f"the key {key!r} stands twice, first on line {first[key]}; keep one"
                raise StrictYamlError(self.file, line, message)
            first[key] = line
            found[key] = self.read(value_node, (*path, key), line)
        return found

    def _scalar(self, node: yaml.Node, line: int) -> Scalar:
        text = str(node.value)
        if getattr(node, "style", None):  # quoted, or a block: always text
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                message = f"there is no day {text}; write dates as YYYY-MM-DD"
                raise StrictYamlError(self.file, line, message) from error
        return text


def _name(path: YamlPath) -> str:
    if not path:
        return "the file"
    return repr(".".join(str(step) for step in path))
