"""From a programme's file to its conditions: it says what kind it is and what it asks."""

import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from locales import Bilingual, Text, Value
from rules.condition import Case, Condition, Level, Numbers
from rules.facts import CYCLES
from rules.institutions import Institution
from rules.not_modelled import KNOWN as LEFT
from rules.parameter import Parameter, ParameterError
from rules.parameters import read_reference
from rules.phrases import read_phrases
from rules.programme import LeftToPeople, Programme, ProgrammeKind
from rules.programmes import enrolment, lengths, requirements, roles, totals
from rules.programmes.names import hold_words_apart
from rules.programmes.specification import Programmed, Specification
from rules.strict_yaml import Mistakes, StrictYamlError, YamlDocument, YamlPath, read_yaml

Kind = Callable[[Specification], Condition]

KINDS: Mapping[str, Kind] = {
    "role": roles.role,
    "registered": enrolment.registered,
    "degree_programme": enrolment.degree_programme,
    "minimum_year": enrolment.minimum_year,
    "cycle": enrolment.cycle,
    "current_cycle": enrolment.current_cycle,
    "study_duration": lengths.study_duration,
    "minimum_duration": lengths.minimum_duration,
    "maximum_duration": lengths.maximum_duration,
    "days_between": lengths.days_between,
    "total_in_cycle": totals.total_in_cycle,
    "through_faculty": requirements.through_faculty,
    "virtual_part": requirements.virtual_part,
    "minimum_ects": requirements.minimum_ects,
    "earned_ects": requirements.earned_ects,
    "minimum_average": requirements.minimum_average,
    "contract": requirements.contract,
    "host_agreement": requirements.host_agreement,
    "minimum_hours": requirements.minimum_hours,
    "applied_while_enrolled": requirements.applied_while_enrolled,
    "within_year": requirements.within_year,
    "before_project_end": requirements.before_project_end,
}
"""The kinds of conditions that a file can name."""
# Programmes that the catalogues have names for; any other says its own.
NAMED = ("study", "short_phd", "bip", "traineeship", "teaching", "training")
_NAMES = ("title", "in_a_sentence", "short")
_MAY_BE_TOLD = (*_NAMES, "of", "words", "numbers", "paid_by_day", "left_to_people", "python")
_ROLE, _DURATION = "role", "duration"


def read_programmes(
    institution: Institution, parameters: Mapping[str, Parameter]
) -> Mapping[str, Programme]:
    """Return the programmes of an institution by name, in the order that it gives them.

    Args:
        institution: whose.
        parameters: the numbers that it publishes, with those that all share.

    Raises:
        ParameterError: `file:line: what is wrong; what is allowed`.
    """
    found: dict[str, Programme] = {}

    @cache
    def open_to(role: str) -> tuple[Value, ...]:
        return tuple(one.named for one in found.values() if admits(one, role))

    try:
        files = _files(institution)
        hold_words_apart(files)
        for file in files:
            found[file.stem] = _read(file, institution, parameters, open_to)
    except StrictYamlError as error:
        raise ParameterError(str(error)) from error
    # Whoever asked while they were being read may not have heard of all.
    open_to.cache_clear()
    return found


def faults_of_programmes(
    institution: Institution, parameters: Mapping[str, Parameter]
) -> Iterator[StrictYamlError]:
    """Yield what is wrong in each file of a programme, and in each of its conditions."""
    mistakes = Mistakes()
    with mistakes.of_a_part():
        _files(institution)
    files = sorted((institution.folder / "programmes").glob("*.yaml"))
    with mistakes.of_a_part():
        hold_words_apart(files)
    for file in files:
        with mistakes.of_a_part():
            _read(file, institution, parameters, lambda _role: ())
    yield from mistakes.found


def admits(programme: Programme, role: str) -> bool:
    """Return whether a programme does not refuse a role by itself."""
    who = Case({"role": role}, {}, Numbers({}, {}))
    of_roles = (one for one in programme.conditions if one.facts == ("role",))
    return all(one.judge(who).level is not Level.FAILS for one in of_roles)


def _files(institution: Institution) -> list[Path]:
    """Return the files of programmes, in the order that `order` gives, then by name."""
    files = sorted((institution.folder / "programmes").glob("*.yaml"))
    order = institution.programmes
    for name in order:
        if name not in {file.stem for file in files}:
            place = institution.folder / "institution.yaml"
            raise StrictYamlError(place, 0, f"programmes: there is no programmes/{name}.yaml")
    ranked = {name: place for place, name in enumerate(order)}
    return sorted(files, key=lambda file: (ranked.get(file.stem, len(ranked)), file.stem))


def _read(
    file: Path,
    institution: Institution,
    parameters: Mapping[str, Parameter],
    open_to: Callable[[str], tuple[Value, ...]],
) -> Programme:
    name = file.stem
    if not name.replace("_", "").isalnum() or not name.isascii() or not name.islower():
        raise StrictYamlError(file, 0, "a programme is named in small letters, digits and _")
    document = read_yaml(file)
    mistakes = Mistakes()
    with mistakes.of_a_part():
        document.check_keys((), required=("kind", "source", "conditions"), optional=_MAY_BE_TOLD)
    given = document.value if isinstance(document.value, dict) else {}
    kind = mistakes.tried(lambda: _kind(document, given), ProgrammeKind.STUDY)
    names = mistakes.tried(lambda: _names(document, name, given), ("", "", ""))
    title, named, short = names
    cycles = _cycles(given.get("conditions"))
    programmed = Programmed(name, kind, named, institution, cycles, parameters, open_to)
    conditions: list[Condition] = []
    mistaken = len(mistakes.found)
    listed = mistakes.tried(
        lambda: _list(document, ("conditions",), given.get("conditions", [])), []
    )
    for place in range(len(listed)):
        with mistakes.of_a_part():
            conditions.append(
                _condition(Specification(document, ("conditions", place), programmed))
            )
    if "python" in given:
        with mistakes.of_a_part():
            conditions += _from_python(document, str(given["python"]), programmed)
    if len(mistakes.found) == mistaken:
        # What a faulty condition asks for is not known.
        with mistakes.of_a_part():
            _hold_whole(document, conditions)
    read_phrases(document, ("words",), given.get("words", []), mistakes)
    paid = given.get("paid_by_day", False)
    if not isinstance(paid, bool):
        mistakes.add(document.error(("paid_by_day",), "paid_by_day must be true or false"))
    left = mistakes.tried(lambda: tuple(_left(document, given.get("left_to_people", []))), ())
    nothing = Bilingual("", "")
    of = mistakes.tried(lambda: _of(document), nothing) if "of" in given else None
    source = mistakes.tried(lambda: read_reference(document, ("source",), given.get("source")), "")
    mistakes.raise_all()
    return Programme(
        name=name,
        kind=kind,
        institution=institution,
        conditions=tuple(conditions),
        source=source,
        title=title,
        named=named,
        short=short,
        genitive=of,
        paid_by_day=bool(paid),
        left_to_people=left,
        cycles=programmed.cycles,
    )


def _kind(document: YamlDocument, given: Mapping[str, object]) -> ProgrammeKind:
    kinds = [one.value for one in ProgrammeKind]
    if given.get("kind") not in kinds:
        message = f"kind {given.get('kind')!r} is not known; allowed: {', '.join(kinds)}"
        raise document.error(("kind",), message)
    return ProgrammeKind(str(given["kind"]))


def _condition(given: Specification) -> Condition:
    value = given.document.at(given.path)
    if not isinstance(value, dict):
        raise given.document.error(given.path, "a condition is a mapping that begins with kind")
    if given.kind not in KINDS:
        message = f"kind {given.kind!r} is no condition; allowed: {', '.join(KINDS)}"
        raise given.document.error((*given.path, "kind"), message)
    return KINDS[given.kind](given)


def _cycles(conditions: object) -> tuple[str, ...] | None:
    """Return the cycles that a programme is open to, as its condition of kind `cycle` says."""
    for one in conditions if isinstance(conditions, list) else []:
        if isinstance(one, dict) and one.get("kind") == "cycle":
            allowed = one.get("allowed")
            return tuple(c for c in CYCLES if isinstance(allowed, list) and c in allowed)
    return None


def _from_python(document: YamlDocument, name: str, programmed: Programmed) -> list[Condition]:
    """Return the conditions that a file of Python beside the programme makes.

    The file is the operator's own, named in the programme; its `conditions(programme)` returns
    them. It is code, and runs with everything that the program may do.
    """
    file = document.file.parent / name
    if file.suffix != ".py" or file.parent != document.file.parent or not file.is_file():
        raise document.error(("python",), f"{name!r} is no .py file beside this one")
    spec = importlib.util.spec_from_file_location(f"pack_{programmed.institution.id}", file)
    if spec is None or spec.loader is None:
        raise document.error(("python",), f"{name!r} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        made = list(module.conditions(programmed))
    except Exception as error:
        message = f"{name}: {type(error).__name__}: {error}"
        raise document.error(("python",), message) from error
    if not all(isinstance(one, Condition) for one in made):
        raise document.error(("python",), f"{name}: conditions() must return rules' Conditions")
    return made


def _hold_whole(document: YamlDocument, conditions: Iterable[Condition]) -> None:
    """Make sure that who may go and how long is asked, and that no two conditions are one."""
    names: set[str] = set()
    facts: set[str] = set()
    roles = False
    for place, one in enumerate(conditions):
        if one.id in names:
            message = f"the condition {one.id!r} stands twice; give one of them an id of its own"
            raise document.error(("conditions", place), message)
        names.add(one.id)
        facts.update(one.facts)
        roles = roles or one.facts == (_ROLE,)
    mistakes = Mistakes()
    if not roles:
        message = "no condition says who may go; add one of kind role, with the roles as allowed"
        mistakes.add(document.error(("conditions",), message))
    if _DURATION not in facts:
        message = (
            "no condition says how long a stay is; add one of the kinds "
            "minimum_duration, days_between, study_duration or total_in_cycle"
        )
        mistakes.add(document.error(("conditions",), message))
    mistakes.raise_all()


def _names(
    document: YamlDocument, name: str, given: Mapping[str, object]
) -> tuple[Value, Value, Value]:
    told = [key for key in _NAMES if key in given]
    if not told and name in NAMED:
        return (
            Text(f"rules.programme.{name}"),
            Text(f"rules.programme_named.{name}"),
            Text(f"rules.programme_named.{name}"),
        )
    missing = [key for key in _NAMES if key not in told]
    if missing:
        message = f"the programme {name!r} lacks {', '.join(missing)}: how people call it"
        raise document.error((), message)
    title, named, short = (_bilingual(document, (key,)) for key in _NAMES)
    return title, named, short


def _bilingual(document: YamlDocument, path: YamlPath) -> Bilingual:
    words = document.check_keys(path, required=("sr", "en"))
    for key, one in words.items():
        if not isinstance(one, str) or not one.strip():
            raise document.error((*path, key), f"{key} must be words, not {one!r}")
    return Bilingual(str(words["sr"]), str(words["en"]))


def _of(document: YamlDocument) -> Bilingual:
    """Return the name after "of", which must not hold that "of" itself."""
    found = _bilingual(document, ("of",))
    first, _, rest = found.en.strip().partition(" ")
    if first.lower() == "of":
        message = f'en stands behind "of" as it is: write {rest.strip()!r}, not {found.en!r}'
        raise document.error(("of", "en"), message)
    return found


def _left(document: YamlDocument, given: object) -> Iterable[LeftToPeople]:
    for place in range(len(_list(document, ("left_to_people",), given))):
        path = ("left_to_people", place)
        one = document.check_keys(path, required=("id", "source"))
        if one["id"] not in LEFT:
            message = f"{one['id']!r} is not known; allowed: {', '.join(LEFT)}"
            raise document.error((*path, "id"), message)
        source = read_reference(document, (*path, "source"), one["source"])
        yield LeftToPeople(str(one["id"]), source)


def _list(document: YamlDocument, path: YamlPath, given: object) -> list[object]:
    if not isinstance(given, list):
        raise document.error(path, f"{path[-1]} must be a list")
    return given
