"""Everything that is wrong in the files of a pack, each file read by itself.

The rules are read up to the first mistake; whoever writes a pack wants to know of all of them.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from rules.calls import calls_in, read_call
from rules.institutions import BUILT_IN, SHARED, read_institution
from rules.parameters import Parameter, numbers_of_programme, read_parameter_file
from rules.programmes.reading import faults_of_programmes
from rules.scopes import parameters_of
from rules.strict_yaml import StrictYamlError

_Read = TypeVar("_Read")


def faults_of_files(folder: Path) -> list[str]:
    """Return what is wrong in each file that the rules read, `file:line: what is wrong`."""
    told: list[str] = []

    def tried(read: Callable[[Path], _Read], file: Path) -> _Read | None:
        try:
            return read(file)
        except StrictYamlError as error:
            told.append(str(error))
            return None

    institution = tried(read_institution, folder)
    parameters: dict[str, Parameter] = parameters_of(BUILT_IN / SHARED)
    for file in sorted((folder / "parameters").glob("*.yaml")):
        parameters.update(_by_name(tried(lambda one: [*read_parameter_file(one)], file)))
    for file in sorted((folder / "programmes").glob("*.yaml")):
        parameters.update(_by_name(tried(lambda one: [*numbers_of_programme(one)], file)))
    for file in calls_in(folder):
        tried(read_call, file)
    if institution is not None:
        told += map(str, faults_of_programmes(institution, parameters))
    return told


def _by_name(parameters: Iterable[Parameter] | None) -> dict[str, Parameter]:
    return {one.name: one for one in parameters or ()}
