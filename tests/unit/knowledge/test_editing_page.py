"""The page for editors names what there is."""

import re
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.checks.overmatch import CLEAR_LEAD, CLEAR_SCORE
from knowledge.checks.phrasings import LEAST_PHRASINGS
from knowledge.checks.wording import COMFORTABLE_TITLE
from knowledge.figures import FORMS
from knowledge.schema import EntryForm

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")


def test_every_key_of_an_entry_and_every_form_of_a_number_is_told() -> None:
    assert [key for key in EntryForm.model_fields if not re.search(rf"`{key}\b", PAGE)] == []
    (forms,) = re.findall(r"stands the form: `([a-z_ ]+)`", PAGE)
    assert sorted(forms.split()) == sorted(FORMS)


def test_the_bars_of_the_check_are_those_told() -> None:
    assert f"a score of at least {CLEAR_SCORE}, {CLEAR_LEAD}\nahead of the next" in PAGE
    assert LEAST_PHRASINGS == 6
    assert "at least six really different ways" in PAGE
    assert f"at most {COMFORTABLE_TITLE} characters" in PAGE


def test_every_file_and_page_that_is_named_exists() -> None:
    paths = re.findall(r"`((?:knowledge|rules|tests)/[\w/.]*)`", PAGE)
    paths += [f"docs/{page}" for page in re.findall(r"\]\((\w+\.md)\)", PAGE)]
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("command", sorted(set(re.findall(r"-m knowledge (\w+)", PAGE))))
def test_every_command_that_is_named_exists(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out
