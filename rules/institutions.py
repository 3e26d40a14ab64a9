"""The institutions whose rules are known, each from a folder of its own.

A folder holds `institution.yaml` with the names and words of one institution, and beside it what it
publishes: parameters, programmes, sources, entries. Code never names one: it asks for the one whose
rules are computed, or for the default, which `institutions.yaml` declares.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from locales import Bilingual, Value, fold
from rules.strict_yaml import StrictYamlError, YamlDocument, YamlPath, read_yaml

BUILT_IN = Path(__file__).parents[1] / "knowledge" / "institutions"
PROGRAMMES, GRADES, DEADLINES = "programmes", "grades", "deadlines"
"""What can be computed by an institution's rules."""
ANY = "any"
"""The institution of what concerns none in particular."""
OUTSIDE = "outside"
"""The institution of documents that none of them publishes."""
OVERVIEWS = (
    "everything",
    "applying",
    "permission",
    "length",
    "money",
    "papers",
    "when",
    "who",
    "conversion",
    "counting",
    "counting_short_stays",
    "counting_long_stays",
    "counting_new_cycle",
    "counting_applied_cycle",
    # Days on the way, where a grant is spoken of.
    "travel_days",
    # Where somebody only says that they begin, have a place, were turned down, or are back.
    "starting",
    "accepted",
    "turned_down",
    "back",
    # What is open to whom.
    *(
        f"options_{who}"
        for who in ("bachelor", "master", "doctoral", "integrated", "staff", "teacher", "assistant")
    ),
    "options_researcher",
    "options_administrative",
    *(
        f"{kind}_{matter}"
        for kind in ("money", "length", "papers")
        for matter in ("study", "short_phd", "bip", "traineeship", "staff")
    ),
)
"""The kinds of broad questions that an entry may answer, some of them for one kind of mobility."""
_SILENT = ("coming", "going")
_PUBLISHED = (
    (PROGRAMMES, "programmes/*.yaml"),
    (GRADES, "parameters/grades.yaml"),
    (DEADLINES, "parameters/recognition.yaml"),
)
_ID = "2 to 16 small letters and digits, beginning with a letter, such as the folder's name"
_CASES = ("nominative", "genitive", "locative", "accusative")
SHARED = "shared"
"""The folder of what all institutions share."""
_TAKEN = frozenset({ANY, SHARED, OUTSIDE, "gaps", "talk", "gap", "other"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as sentences need it: the Serbian one in four cases.

    Attributes:
        title: as it stands alone, in a list or over a text.
        nominative: "the University of ..." in a sentence, and in Serbian as its subject.
        genitive: "правила ...".
        locative: "на ...".
        accusative: "уписани на ...".
    """

    title: Bilingual
    nominative: Bilingual
    genitive: Bilingual
    locative: Bilingual
    accusative: Bilingual


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution.

    Attributes:
        id: its name in files, buttons and JSON: that of its folder.
        folder: where everything about it stands.
        name: what it is called.
        full: the name with the department that publishes the rules; the same where there is none.
        short: a name for a button.
        about: what its texts tell: "on going abroad".
        words: phrases that name it, as in the vocabulary.
        acronyms: words that name it where they stand in capitals.
        cities: phrases for its city. A city that is one institution's alone names it.
        coordinators_propose: its texts say who acts before a deadline of recognition: coordinators,
            the Director and the Student Affairs Office.
        tells_partners: its texts speak to other institutions' people, not to its own.
        publishes: what can be computed by its rules: `programmes`, `grades`, `deadlines`.
        overviews: the entry that answers a broad question of a kind: `length`, `money`,
            `applying`, `everything`.
        silent: the entry that says that its text is silent on those who come to it (`coming`), and
            on those who go from it (`going`).
        of_coming: the entries that are of those who come to it, and told to no one of its own.
        programmes: its programmes, in the order in which people see them.
        contact: whom to reach, as it is shown; empty where the pack names nobody.
    """

    id: str
    folder: Path
    name: Name
    full: Name
    short: Bilingual
    about: Bilingual
    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    cities: tuple[str, ...]
    tells_partners: bool
    publishes: frozenset[str]
    overviews: Mapping[str, str]
    silent: Mapping[str, str]
    programmes: tuple[str, ...]
    contact: str = ""
    of_coming: frozenset[str] = frozenset()
    coordinators_propose: bool = False

    @property
    def named(self) -> Mapping[str, Value]:
        """Its names as the messages of the catalogues have them."""
        return {
            "institution": self.name.nominative,
            "institution_gen": self.name.genitive,
            "institution_loc": self.name.locative,
            "institution_acc": self.name.accusative,
            "institution_full": self.full.nominative,
            "institution_full_gen": self.full.genitive,
            "institution_full_loc": self.full.locative,
        }


@dataclass(frozen=True, eq=False)
class Registry:
    """All institutions, in the order in which people see them.

    Attributes:
        by_id: every institution.
        default: the one whose rules hold where none is named.
        shared: the folder of what all of them share.
    """

    by_id: Mapping[str, Institution]
    default: str
    shared: Path

    def __iter__(self) -> Iterator[Institution]:
        return iter(self.by_id.values())

    def __getitem__(self, name: str) -> Institution:
        return self.by_id[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.by_id

    def is_added(self, name: str | None) -> bool:
        """Return whether an institution is of a pack, and none that comes with the program."""
        return name in self and self[str(name)].folder.parent != self.shared.parent

    def may_tell(self, what: str, institution: str | None) -> bool:
        """Return whether an institution's rules compute something; any may where none is named."""
        return institution is None or (institution in self and what in self[institution].publishes)

    def teller(self, what: str, institution: str | None = None) -> str:
        """Return whose rules compute something: the one given, else the default, else the first.

        Raises:
            LookupError: when nobody's do.
        """
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
        return any(entry in one.of_coming for one in self.by_id.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of all of them."""
        return tuple(self.by_id)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where each of them stands."""
        return tuple(one.folder for one in self)


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


def read_registry(packs: Iterable[Path] = (), built_in: Path = BUILT_IN) -> Registry:
    """Read the built-in institutions, and behind them those of packs.

    Raises:
        StrictYamlError: for the first mistake, with file and line.
    """
    document = read_yaml(built_in / "institutions.yaml")
    given = document.check_keys((), required=("default", "order"))
    order = _phrases(document, ("order",), given["order"])
    found: dict[str, Institution] = {}
    for folder in (*(built_in / name for name in order), *packs):
        one = read_institution(folder)
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
    return Registry(found, str(given["default"]), built_in / SHARED)


def hold_apart(one: Institution, others: Iterable[Institution]) -> None:
    """Make sure that no words name two institutions.

    Raises:
        StrictYamlError: for the first that do.
    """
    document = read_yaml(one.folder / "institution.yaml")
    for other in others:
        for key in ("words", "acronyms"):
            taken = set(getattr(other, key))
            for place, phrase in enumerate(getattr(one, key)):
                if phrase in taken:
                    message = f"{phrase!r} names {other.id} already; take it out of {key}"
                    raise document.error((key, place), message)


def read_institution(folder: Path) -> Institution:
    """Read the names and words of one institution.

    Raises:
        StrictYamlError: `file:line: what is wrong; what is allowed`.
    """
    document = read_yaml(folder / "institution.yaml")
    given = document.check_keys(
        (),
        required=("name", "short", "about", "words"),
        optional=(
            "full",
            "acronyms",
            "cities",
            "tells_partners",
            "coordinators_propose",
            "overviews",
            "silent",
            "of_coming",
            "programmes",
            "contact",
        ),
    )  # fmt: skip
    identity = folder.name
    usable = identity.isascii() and identity.isalnum() and identity.islower()
    if not usable or not 2 <= len(identity) <= 16 or identity[0].isdigit() or identity in _TAKEN:
        raise document.error((), f"the folder's name {identity!r} is no id; write {_ID}")
    name = _name(document, ("name",))
    words = _spoken(document, ("words",), given["words"])
    if not words:
        raise document.error(("words",), "words needs at least one phrase that names it")
    return Institution(
        id=identity,
        folder=folder,
        name=name,
        full=_name(document, ("full",)) if "full" in given else name,
        short=_bilingual(document, ("short",)),
        about=_bilingual(document, ("about",)),
        words=words,
        acronyms=_spoken(document, ("acronyms",), given.get("acronyms", [])),
        cities=_spoken(document, ("cities",), given.get("cities", [])),
        tells_partners=_truth(document, "tells_partners", given),
        coordinators_propose=_truth(document, "coordinators_propose", given),
        publishes=frozenset(one for one, place in _PUBLISHED if any(folder.glob(place))),
        overviews=_entries(document, "overviews", given.get("overviews", {}), OVERVIEWS),
        silent=_entries(document, "silent", given.get("silent", {}), _SILENT),
        programmes=_phrases(document, ("programmes",), given.get("programmes", [])),
        contact=_words(document, ("contact",)) if "contact" in given else "",
        of_coming=frozenset(_phrases(document, ("of_coming",), given.get("of_coming", []))),
    )


def _truth(document: YamlDocument, key: str, given: Mapping[str, object]) -> bool:
    found = given.get(key, False)
    if not isinstance(found, bool):
        raise document.error((key,), f"{key} must be true or false")
    return found


def _entries(
    document: YamlDocument, key: str, given: object, kinds: tuple[str, ...]
) -> Mapping[str, str]:
    """Return entries by what they answer."""
    if not isinstance(given, dict):
        raise document.error((key,), f"{key} maps {', '.join(kinds)} to entries")
    for kind, entry in given.items():
        if kind not in kinds:
            message = f"unknown kind {kind!r}; allowed: {', '.join(kinds)}"
            raise document.error((key, kind), message)
        if not isinstance(entry, str):
            raise document.error((key, kind), f"{kind} must name an entry")
    return given


def _name(document: YamlDocument, path: YamlPath) -> Name:
    document.check_keys(path, required=("sr", "en"))
    document.check_keys((*path, "sr"), required=_CASES)
    document.check_keys((*path, "en"), required=("title", "in_a_sentence"))
    words = {case: _words(document, (*path, "sr", case)) for case in _CASES}
    title = _words(document, (*path, "en", "title"))
    within = _words(document, (*path, "en", "in_a_sentence"))
    return Name(
        Bilingual(words["nominative"], title), *(Bilingual(words[one], within) for one in _CASES)
    )


def _bilingual(document: YamlDocument, path: YamlPath) -> Bilingual:
    document.check_keys(path, required=("sr", "en"))
    return Bilingual(*(_words(document, (*path, key)) for key in ("sr", "en")))


def _words(document: YamlDocument, path: YamlPath) -> str:
    found = document.at(path)
    if not isinstance(found, str) or not found.strip():
        raise document.error(path, f"{path[-1]!r} must be words, not {found!r}")
    return found


def _phrases(document: YamlDocument, path: YamlPath, given: object) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise document.error(path, f"{path[-1]!r} must be a list of phrases")
    for place, phrase in enumerate(given):
        if not isinstance(phrase, str) or not phrase.strip():
            raise document.error((*path, place), f"{phrase!r} is no phrase; write it in quotes")
    return tuple(given)


def _spoken(document: YamlDocument, path: YamlPath, given: object) -> tuple[str, ...]:
    """Return phrases as messages are compared with them: in small letters without diacritics."""
    return tuple(map(fold, _phrases(document, path, given)))
