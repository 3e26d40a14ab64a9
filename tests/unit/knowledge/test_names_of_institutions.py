"""The entries that an institution leads to are there: a name without an entry would end a chat."""

import shutil
from datetime import date
from pathlib import Path

from knowledge.checks.sections import check_names
from knowledge.checks.subject import Subject
from knowledge.load import collect
from knowledge.parts import FOLDER
from rules import Rulebook
from rules.institutions import registry


def test_an_entry_that_nobody_wrote_is_told_with_its_line(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))
    first = next(one for one in registry() if "permission" in one.overviews)
    file = folder / "institutions" / first.id / "institution.yaml"
    named = first.overviews["permission"]
    told = file.read_text().replace(f"permission: {named}", f"permission: {named}x")
    file.write_text(told)
    subject = Subject(collect(folder), rulebook, folder, date(2026, 11, 29))
    (problem,) = check_names(subject)
    assert problem.line == 1 + told[: told.index(f"{named}x")].count("\n")
    assert f"'{named}x' is no entry" in problem.message
    assert f"did you mean '{named}'" in problem.message
