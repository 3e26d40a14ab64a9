"""Change the rules in every small way, and see which changes no test notices.

`python -m tests.quality.mutation [FILE...] [--every N]`, with mutmut installed (`make mutants`
says how): the changes are those that mutmut makes. mutmut itself switches a change on inside a
function that runs, so that what a module makes once, when it is loaded, stays as it was: the
conditions of the programmes are made so. Here each change has a process of its own, and is there
before anything is loaded.

Prints each change that no test noticed, and how many were noticed.
"""

import argparse
import difflib
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import entry_points
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from hypothesis import settings
from mutmut.mutation.file_mutation import create_mutations, deep_replace

from locales import Locale, Text, render

ROOT = Path(__file__).parents[3]
FILES = (
    "rules/programmes/*.py",
    "rules/check.py",
    "rules/deadlines.py",
    "rules/duration.py",
    "rules/estimate*.py",
    "rules/evaluation.py",
    "rules/fits.py",
    "rules/grades.py",
)
# Of processor time; the slowest tests take ten.
LONGEST_SECONDS = 60
_UNNOTICED = 0
# Most changes are noticed by the first of these, in half a second.
TESTS = (
    (
        "tests/unit/rules/test_stated_conditions.py",
        "tests/unit/rules/test_cases.py",
        "tests/unit/rules/test_twelve_months.py",
    ),
    (
        "tests/unit/rules/test_estimate.py",
        "tests/unit/rules/test_estimate_in_full.py",
        "tests/unit/rules/test_grades.py",
        "tests/unit/rules/test_deadlines.py",
        "tests/unit/rules/test_notes.py",
    ),
    ("tests/unit/rules/test_conditions.py", "tests/unit/rules/test_texts.py"),
    (
        "tests/unit/rules/test_contract_details.py",
        "tests/unit/rules/test_completions.py",
        "tests/unit/rules/test_unsettled_reasons.py",
        "tests/unit/rules/test_changed_maximum.py",
        "tests/unit/rules/test_durations.py",
    ),
    ("tests/unit/rules/test_verdict_properties.py",),
    ("tests/quality/oracle",),
)
_LOADED = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes:
        file: where the module stands, from the root of the project.
        before: its text.
        after: its text with the change.
    """

    file: Path
    before: str
    after: str

    @property
    def module(self) -> str:
        return ".".join(self.file.with_suffix("").parts)

    @property
    def difference(self) -> str:
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), str(self.file), "", n=0, lineterm=""
        )
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


class Changed(MetaPathFinder, Loader):
    """Finds one module, and loads it with its change."""

    def __init__(self, mutant: Mutant, code: CodeType) -> None:
        self._mutant = mutant
        self._code = code

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        return ModuleSpec(fullname, self, origin=str(ROOT / self._mutant.file))

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102 - the project's own module


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Every change that mutmut would make to a file, one at a time."""
    before = (ROOT / file).read_text(encoding="utf-8")
    module, mutations, _, _ = create_mutations(str(file), before)
    seen = {before}
    for mutation in mutations:
        after = deep_replace(module, mutation.original_node, mutation.mutated_node).code
        if after not in seen:
            seen.add(after)
            yield Mutant(file, before, after)


def unchanged(file: Path) -> Mutant:
    """No mutant: what all tests must let pass."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return Mutant(file, text, text)


def is_noticed(mutant: Mutant, tests: tuple[str, ...]) -> bool:
    """Whether a test fails with the change, or does not come to an end."""
    pid = os.fork()
    if not pid:
        _be_tested(mutant, tests)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) != _UNNOTICED


def _be_tested(mutant: Mutant, tests: tuple[str, ...]) -> None:
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = compile(mutant.after, mutant.file, "exec")
        sys.meta_path.insert(0, Changed(mutant, code))
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-W", _LOADED, *tests]))
    finally:
        os._exit(status)


def load_what_all_share() -> None:
    """Load the plugins of pytest and the libraries once, and not in every process."""
    # What breaks with a change must not be tried again in tests without one.
    settings.register_profile("mutants", database=None)
    settings.load_profile("mutants")
    for plugin in entry_points(group="pytest11"):
        plugin.load()
    render(Text("units.days", count=2), Locale.SR_LATN)


def main(files: Sequence[Path], every: int) -> int:
    """Try the changes to these files, each n-th of them; returns the exit status."""
    os.chdir(ROOT)
    load_what_all_share()
    number = noticed = 0
    begun = time.monotonic()
    for tests in TESTS:
        if is_noticed(unchanged(files[0]), tests):
            print(f"the tests fail without any change: {' '.join(tests)}", file=sys.stderr)
            return 2
    for file in files:
        tried = list(mutants_of(file))[::every]
        unnoticed = 0
        for mutant in tried:
            if not any(is_noticed(mutant, tests) for tests in TESTS):
                unnoticed += 1
                print(mutant.difference, flush=True)
        number, noticed = number + len(tried), noticed + len(tried) - unnoticed
        print(f"{file}: {len(tried) - unnoticed} of {len(tried)} noticed", flush=True)
    print(
        f"{noticed} of {number} mutants noticed ({noticed / max(number, 1):.1%}), "
        f"{time.monotonic() - begun:.0f} s"
    )
    return 0


def configured() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="from the root of the project")
    parser.add_argument("--every", type=int, default=1, help="try each n-th change alone")
    return parser.parse_args()


if __name__ == "__main__":
    arguments = configured()
    usual = [file.relative_to(ROOT) for pattern in FILES for file in sorted(ROOT.glob(pattern))]
    sys.exit(main(arguments.files or usual, arguments.every))
