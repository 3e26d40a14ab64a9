"""What is wrong with the knowledge, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an editor should look at.

    Attributes:
        file: the file, as it was found.
        line: the line in it, from 1.
        message: what is wrong, what is allowed, what to do.
        error: an error makes the knowledge unusable or wrong; otherwise it is a warning.
    """

    file: Path
    line: int
    message: str
    error: bool = True

    def __str__(self) -> str:
        kind = "" if self.error else "warning: "
        return f"{self.file}:{self.line}: {kind}{self.message}"


class KnowledgeError(ValueError):
    """The knowledge cannot be used. `problems` lists everything that was found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
