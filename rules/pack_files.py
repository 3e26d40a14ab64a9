"""Everything that is wrong in the files of a pack, each file read by itself.

The rules are read up to the first mistake; whoever writes a pack wants to know of all of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rules.calls import calls_in, read_call
from rules.institutions import BUILT_IN, SHARED, Registry, read_institution, stand_in
from rules.parameter import Parameter
from rules.parameters import numbers_of_programme, read_parameter_file
from rules.programmes.reading import faults_of_programmes
from rules.scopes import parameters_of
from rules.soundness import faults_against
from rules.strict_yaml import Mistakes, StrictYamlError, read_yaml

_Numbers = Callable[[Path], Iterable[Parameter]]


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What came of reading the files of a pack one by one.

    Attributes:
        faults: what is wrong, `file:line: what is wrong`.
        parameters: the numbers that could be read, by name.
        doubtful: how the names begin of those that could not.
    """

    faults: tuple[str, ...]
    parameters: dict[str, Parameter]
    doubtful: tuple[str, ...]

    def is_doubtful(self, message: str) -> bool:
        """Return whether a fault only follows from a number that could not be read."""
        return any(name in message for name in self.doubtful)


def read_files(folder: Path) -> ReadFiles:
    """Read each file of a pack that the rules read, whatever is wrong in the others."""
    mistakes = Mistakes()
    parameters: dict[str, Parameter] = {}
    doubtful: list[str] = []
    mistakes.tried(lambda: read_institution(folder), None)
    for file, read, path in _files_with_numbers(folder):
        before = len(mistakes.found)
        with mistakes.of_a_part():
            for one in read(file):
                parameters[one.name] = one
        if len(mistakes.found) > before:
            doubtful += _unread(file, path, parameters)
    found = ReadFiles((), parameters, tuple(doubtful))
    institution, told = stand_in(folder), {**parameters_of(BUILT_IN / SHARED), **parameters}
    following = [
        *map(str, faults_of_programmes(institution, told)),
        *faults_against(institution, told, ()),
    ]
    faults = [*map(str, mistakes.found)]
    faults += [one for one in following if not found.is_doubtful(one)]
    return ReadFiles(tuple(dict.fromkeys(faults)), parameters, tuple(doubtful))


def _files_with_numbers(folder: Path) -> Iterator[tuple[Path, _Numbers, tuple[str, ...] | None]]:
    """Yield each file with numbers, what reads them, and where in it they stand."""
    for file in sorted((folder / "parameters").glob("*.yaml")):
        yield file, read_parameter_file, ()
    for file in sorted((folder / "programmes").glob("*.yaml")):
        yield file, numbers_of_programme, ("numbers",)
    for file in calls_in(folder):
        yield file, lambda one: read_call(one).parameters, None


def as_far_as_read(institutions: Registry, packs: Iterable[Path]) -> Registry:
    """Return institutions with packs beside them, each as far as its names can be read."""
    own = {folder.name: replace(stand_in(folder), added=True) for folder in packs}
    known = {one.id: one for one in institutions if one.id not in own}
    return Registry({**known, **own}, institutions.default, institutions.shared)


def _unread(file: Path, path: tuple[str, ...] | None, parameters: Collection[str]) -> Iterator[str]:
    """Yield how the names begin of the numbers of a file that could not be read."""
    if path is None:
        yield f"rates.call-{file.stem}."
        return
    try:
        value = read_yaml(file).at(path)
    except (StrictYamlError, LookupError):
        yield f"{file.stem}."
        return
    for key in value if isinstance(value, dict) else ():
        name = f"{file.stem}.{key}"
        if not any(one == name or one.startswith(f"{name}.") for one in parameters):
            yield name
