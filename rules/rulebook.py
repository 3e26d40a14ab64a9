"""The public face of the rules: everything that can be asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.computed import COMPUTED
from rules.parameters import FOLDER, Parameter, ParameterError, ParameterValue, load_parameters


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The published rules, with the numbers of one parameters folder.

    Attributes:
        parameters: every parameter by name, without the computed ones.
    """

    parameters: Mapping[str, Parameter]

    def parameter(self, name: str, *, on: date | None = None) -> ParameterValue:
        """The value of a parameter in force on a day; without a day, the newest.

        Numbers that follow from parameters have names too: `computed.…`.

        Raises:
            KeyError: for a name that is not in `parameter_names()`.
            NotInForceError: when the parameter begins later than `on`.
        """
        computed = COMPUTED.get(name)
        if computed is not None:
            return computed.value(lambda part: self.parameter(part, on=on))
        return self.parameters[name].on(on)

    def parameter_names(self) -> frozenset[str]:
        """Every name that `parameter` knows."""
        return frozenset(self.parameters) | frozenset(COMPUTED)


def load_rulebook(folder: Path = FOLDER) -> Rulebook:
    """Read the parameters and hold the rules against them.

    Raises:
        ParameterError: `file:line: what is wrong; what is allowed`.
    """
    parameters = load_parameters(folder)
    for name, computed in COMPUTED.items():
        for part in computed.inputs:
            if part not in parameters:
                raise ParameterError(f"{folder}: the parameter {part} is missing; {name} needs it")
    return Rulebook(parameters)
