"""The knowledge's YAML files in their shapes: every problem with its file and line, all at once."""

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from knowledge.problem import Problem
from knowledge.schema import faults
from rules.strict_yaml import StrictYamlError, YamlDocument, YamlPath, read_yaml

T = TypeVar("T")


def read(file: Path, problems: list[Problem]) -> YamlDocument | None:
    """Read one file; when it cannot be used, that is added to `problems`, and None comes back."""
    try:
        return read_yaml(file)
    except StrictYamlError as error:
        problems.append(Problem(error.file, max(error.line, 1), error.message))
        return None


def validate(
    document: YamlDocument, shape: TypeAdapter[T], problems: list[Problem], within: YamlPath = ()
) -> T | None:
    """Return a file's content, or the part of it at `within`, in its shape.

    Every fault is added to `problems`, and then None comes back.
    """
    try:
        return shape.validate_python(document.at(within))
    except ValidationError as error:
        problems += [
            Problem(document.file, document.line((*within, *place)), message)
            for place, message in faults(error)
        ]
        return None
