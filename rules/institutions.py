"""The institutions whose rules are known, each from a folder of its own.

A folder holds `institution.yaml` with the names and words of one institution, and beside it what it
publishes: parameters, programmes, sources, entries. Code never names one: it asks for the one whose
rules are computed, or for the default, which `institutions.yaml` declares.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from locales import fold
from rules.institution import (
    ANY,
    DEADLINES,
    GRADES,
    OUTSIDE,
    OVERVIEWS,
    PROGRAMMES,
    SHARED,
    Institution,
)
from rules.institution_file import is_an_id, phrases, read_institution, stand_in
from rules.phrases import ways_of
from rules.strict_yaml import Mistakes, StrictYamlError, read_yaml

__all__ = [
    "ANY",
    "BUILT_IN",
    "DEADLINES",
    "GRADES",
    "OUTSIDE",
    "OVERVIEWS",
    "PROGRAMMES",
    "SHARED",
    "Institution",
    "Registry",
    "hold_apart",
    "read_institution",
    "read_registry",
    "registry",
    "stand_in",
    "use",
]

_WORD = re.compile(r"[a-z0-9]+")
BUILT_IN = Path(__file__).parents[1] / "knowledge" / "institutions"


@dataclass(frozen=True, eq=False)
class Registry:
    """All institutions, in the order in which people see them.

    Attributes:
        by_id: every institution.
        default: the one whose rules hold where none is named.
        shared: the folder of what all of them share.
        left_out: those of packs that cannot be used. They are known by name, so that who belongs to
            one is told so; nothing else in their folders is read.
    """

    by_id: Mapping[str, Institution]
    default: str
    shared: Path
    left_out: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Institution]:
        return iter(self.by_id.values())

    def __getitem__(self, name: str) -> Institution:
        return self.by_id[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.by_id

    @cached_property
    def _of_coming(self) -> frozenset[str]:
        return frozenset(entry for one in self.by_id.values() for entry in one.of_coming)

    def is_added(self, name: str | None) -> bool:
        """Return whether an institution is of a pack, and none that comes with the program."""
        return name in self and self[str(name)].added

    def is_left_out(self, name: str | None) -> bool:
        """Return whether an institution is of a pack that cannot be used, and only its name is."""
        return name in self.left_out

    @property
    def available(self) -> tuple[str, ...]:
        """The names of those whose texts can be told."""
        return tuple(name for name in self.by_id if name not in self.left_out)

    def may_tell(self, what: str, institution: str | None) -> bool:
        """Return whether an institution's rules compute something; any may where none is named."""
        return institution is None or (institution in self and what in self[institution].publishes)

    def teller(self, what: str, institution: str | None = None) -> str:
        """Return whose rules compute something: the one given, else the default, else the first.

        For one whose texts are not at hand nobody else's do.

        Raises:
            LookupError: when nobody's do.
        """
        if institution is not None and self.is_left_out(institution):
            return institution
        for name in (institution, self.default, *self.by_id):
            if name is not None and self.may_tell(what, name):
                return name
        raise LookupError(f"no institution has {what}")

    def overview(self, kind: str, institution: str | None) -> str | None:
        """Return the entry that answers a broad question of a kind, None where there is none."""
        name = institution or self.default
        return self[name].overviews.get(kind) if name in self else None

    def silent(self, direction: str, institution: str | None) -> str | None:
        """Return the entry that says that an institution's text is silent, None for none."""
        known = None if institution is None else self.by_id.get(institution)
        return None if known is None else known.silent.get(direction)

    def is_of_coming(self, entry: str) -> bool:
        """Return whether an entry is told to no one of the institution whose text it is of."""
        return entry in self._of_coming

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of all of them."""
        return tuple(self.by_id)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where each of them stands that can be used."""
        return tuple(one.folder for one in self if one.id not in self.left_out)


class _Current:
    """The registry in use: that of the built-in institutions until others are added."""

    registry: Registry | None = None


def registry() -> Registry:
    """Return the institutions in use."""
    if _Current.registry is None:
        _Current.registry = read_registry()
    return _Current.registry


def use(chosen: Registry) -> None:
    """Make these institutions the ones in use, for the whole program."""
    _Current.registry = chosen


def read_registry(
    packs: Iterable[Path] = (), built_in: Path = BUILT_IN, left_out: Iterable[Path] = ()
) -> Registry:
    """Read the built-in institutions, and behind them those of packs.

    Args:
        packs: those that can be used.
        built_in: where those stand that come with the program.
        left_out: packs that cannot be used, of which the names stay known.

    Raises:
        StrictYamlError: for the first mistake, with file and line.
    """
    document = read_yaml(built_in / "institutions.yaml")
    given = document.check_keys((), required=("default", "order"))
    order = phrases(document, ("order",), given["order"])
    found: dict[str, Institution] = {}
    own = {built_in / name: False for name in order}
    for folder, added in (*own.items(), *((pack, True) for pack in packs)):
        one = replace(read_institution(folder), added=added)
        if one.id in found:
            message = (
                f"the institution {one.id!r} is there already ({found[one.id].folder}); "
                "rename the folder"
            )
            raise StrictYamlError(folder / "institution.yaml", 1, message)
        hold_apart(one, found.values())
        found[one.id] = one
    if given["default"] not in found:
        raise document.error(("default",), f"default must be one of {', '.join(found)}")
    unusable = dict(_only_names(left_out, found))
    default, shared = str(given["default"]), built_in / SHARED
    return Registry({**found, **unusable}, default, shared, frozenset(unusable))


def _only_names(
    packs: Iterable[Path], others: Mapping[str, Institution]
) -> Iterator[tuple[str, Institution]]:
    """Yield the institutions of packs that cannot be used, with no more than their names.

    Words that name another institution, too, are that one's.
    """
    taken = set(_ways(word for one in others.values() for word in (*one.words, *one.acronyms)))
    for folder in packs:
        if folder.name in others or not is_an_id(folder.name):
            continue
        one = stand_in(folder)
        words = dict.fromkeys((*one.words, *_as_phrases(one)))
        yield (
            one.id,
            replace(
                one,
                added=True,
                words=tuple(phrase for phrase in words if taken.isdisjoint(ways_of(phrase))),
                acronyms=tuple(word for word in one.acronyms if word not in taken),
                publishes=frozenset(),
                overviews={},
                silent={},
                programmes=(),
                of_coming=frozenset(),
            ),
        )
        taken |= _ways((*words, *one.acronyms))


def _as_phrases(one: Institution) -> Iterator[str]:
    """Yield the names of an institution as phrases, for where its words have a mistake."""
    name = one.name
    for case in (name.title, name.nominative, name.genitive, name.locative, name.accusative):
        for words in (case.sr, case.en):
            yield " ".join(_WORD.findall(fold(words)))


def _ways(phrases_of_it: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(ways_of, phrases_of_it))


def hold_apart(one: Institution, others: Iterable[Institution]) -> None:
    """Make sure that no words name two institutions.

    Raises:
        StrictYamlError: for those that do.
    """
    document = read_yaml(one.folder / "institution.yaml")
    mistakes = Mistakes()
    for other in others:
        for key in ("words", "acronyms"):
            taken = _ways(getattr(other, key))
            for place, phrase in enumerate(getattr(one, key)):
                shared = sorted(ways_of(phrase) & taken)
                if shared:
                    message = f"{shared[0]!r} names {other.id} already; take it out of {key}"
                    mistakes.add(document.error((key, place), message))
    mistakes.raise_all()
