"""Whose numbers: the parameters of each institution, and those that all share.

A name such as `study.maximum_months` means the number of the institution whose rules are computed;
where that has none of the name, the shared one, and for texts that quote another institution the
first that has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.calls import calls_in, read_call
from rules.institutions import Registry
from rules.parameter import Parameter, ParameterError
from rules.parameters import hold_same_side, load_parameters, numbers_of_programmes
from rules.strict_yaml import StrictYamlError


@dataclass(frozen=True, slots=True)
class Scopes:
    """All parameters by whose they are.

    Attributes:
        shared: those of no institution: how lengths are counted, the law, the calls of all.
        own: those of each institution, by its id.
        quoted: the institutions whose numbers texts of others may quote by name alone: those that
            come with the program.
    """

    shared: Mapping[str, Parameter]
    own: Mapping[str, Mapping[str, Parameter]]
    quoted: tuple[str, ...]

    def seen_by(self, institution: str) -> Mapping[str, Parameter]:
        """Return every parameter under the name that it has for an institution."""
        found: dict[str, Parameter] = {}
        others = (self.own[name] for name in self.quoted)
        for scope in (self.own.get(institution, {}), self.shared, *others):
            for name, parameter in scope.items():
                found.setdefault(name, parameter)
        return found

    def told_by(self, institution: str) -> Mapping[str, Parameter]:
        """Return what an institution publishes, and what all share: what its rules compute with."""
        return {**self.shared, **self.own.get(institution, {})}


def load_scopes(institutions: Registry) -> Scopes:
    """Read the parameters of all institutions.

    Raises:
        ParameterError: for the first mistake, with its place.
    """
    shared = parameters_of(institutions.shared)
    if not shared:
        raise ParameterError(f"{institutions.shared / 'parameters'}: no *.yaml in this folder")
    own = {folder.name: parameters_of(folder) for folder in institutions.folders}
    quoted = tuple(one.id for one in institutions if not one.added)
    return Scopes(shared, own, quoted)


def parameters_of(folder: Path) -> dict[str, Parameter]:
    """Return the parameters of a folder, those of its calls among them.

    Raises:
        ParameterError: for the first mistake, with its place.
    """
    found = load_parameters(folder / "parameters")
    for name, parameter in numbers_of_programmes(folder).items():
        if name in found:
            other = found[name]
            raise ParameterError(
                f"{parameter.file}:{parameter.line}: the parameter {name} is there already "
                f"({other.file}:{other.line}); keep one of them"
            )
        found[name] = parameter
    try:
        for file in calls_in(folder):
            found.update({one.name: one for one in read_call(file).parameters})
    except StrictYamlError as error:
        raise ParameterError(str(error)) from error
    hold_same_side(found)
    return found
