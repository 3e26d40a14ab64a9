"""From an answer of an office to an entry that is checked and known."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.cli.assistant import load_assistant
from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import Session
from bot.editing import Answered, ApprovedEntry, beside_the_files, draft_entry, write_overlay
from bot.editing.verify import main, problems
from bot.messages.event import Event, Said
from knowledge.load import collect
from locales import Locale
from rules.institutions import read_registry
from rules.strict_yaml import read_yaml
from tests.unit.dub import DUB, in_use
from tests.unit.editing.bicycles import ENTRY, NOSTRIFICATION

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)


def overlay(folder: Path, content: str = ENTRY) -> Path:
    entry = ApprovedEntry("ABC2345", "ub", content, "approved by 2", date(2026, 11, 29))
    return write_overlay([entry], folder)


def verified(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str = "office-abc2345"
) -> tuple[int, str]:
    return main(folder, name), capsys.readouterr().out


def test_a_draft_has_what_is_known_and_marks_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = Answered(
        "ub",
        "gde je <kancelarija>?",
        ["a radno vreme"],
        "Soba 5 & {hodnik}\n# levo",
        Locale.SR_LATN,
    )
    content = draft_entry("ABC2345", answered)
    file = tmp_path / "draft.yaml"
    file.write_text(content)
    (read,) = read_yaml(file).value
    assert read["phrasings"]["sr"] == ["gde je <kancelarija>?", "a radno vreme"]
    assert read["answer"]["sr"] == "Soba 5 &amp; (hodnik)\n# levo\n"
    assert read["answer"]["en"] == ""
    assert read["sources"] == ["office-ub/answer"]
    assert "in Cyrillic, please" in content
    folder = tmp_path / "folder"
    folder.mkdir()
    status, told = verified(capsys, overlay(folder, content))
    assert status == 1
    assert "en is empty" in told


def test_a_complete_entry_passes_and_answers_with_its_source(
    tmp_path: Path, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = overlay(tmp_path)
    assert verified(capsys, folder) == (0, "")
    other = load_assistant(folder=folder)
    before, _ = assistant.respond(Session.new(), Event(Said("/eligibility")), NOON)
    _, effects = other.respond(before, Event(Said("where do I lock my bicycle?")), NOON)
    html = "\n".join(getattr(one, "html", "") for one in effects)
    assert "in the yard, behind the building" in html
    assert "Answer of the office" in html
    # The form that was open goes on.
    after, _ = other.respond(before, Event(Said("student")), NOON)
    assert before.form is not None
    assert after.form is not None
    assert (after.form.tool, after.form.number) == ("eligibility", before.form.number)


def test_remarks_are_in_the_language_of_the_staff() -> None:
    answered = Answered("ub", "gde je?", [], "Levo.", Locale.SR_LATN, Locale.SR_LATN)
    content = draft_entry("ABC2345", answered)
    assert 'en: ""  # nedostaje: dopunite' in content
    assert "pišite ćirilicom" in content


def test_one_with_a_word_left_out_of_a_question_does_not_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = ENTRY.replace("where can I leave my bicycle", "where can I leave my [word]")
    status, told = verified(capsys, overlay(tmp_path, content))
    assert status == 1
    assert "'where can I leave my [word]'" in told


def test_the_entries_of_an_operators_own_institution_stay_and_it_can_have_more(
    tmp_path: Path,
) -> None:
    content = ENTRY.replace("institution: ub", "institution: dub").replace(
        "office-ub", "office-dub"
    )
    entry = ApprovedEntry("ABC2345", "dub", content, "approved by 2", date(2026, 11, 29))
    with in_use(read_registry([DUB])):
        before = collect().entries
        folder = write_overlay([entry], tmp_path)
        after = collect(folder).entries
        assert any(one.institution == "dub" for one in before.values())
        assert after.keys() == {*before, "office-abc2345"}
        assert list(problems(folder, "office-abc2345")) == []


def test_what_editors_have_moved_to_the_files_is_taken_from_there(assistant: Assistant) -> None:
    moved = next(iter(assistant.knowledge.entries))
    contents = ENTRY, ENTRY.replace("office-abc2345", moved)
    entries = [
        ApprovedEntry(code, "ub", content, "approved by 2", date(2026, 11, 29))
        for code, content in zip(("ABC2345", "ZZZZZZZ"), contents, strict=True)
    ]
    assert [one.code for one in beside_the_files(entries)] == ["ABC2345"]


def test_hours_and_sums_of_an_office_may_be_typed_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = ENTRY.replace("у дворишту, иза", "у дворишту од 9 до 15, иза").replace(
        "in the yard, behind", "in the yard from 9 to 15, behind"
    )
    assert verified(capsys, overlay(tmp_path, content)) == (0, "")


def test_a_draft_with_a_second_entry_behind_the_first_does_not_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = ENTRY.replace("office-abc2345", "office-second").replace("bicycle", "visa")
    status, told = verified(capsys, overlay(tmp_path, f"{ENTRY}\n{second}"))
    assert status == 1
    assert "one draft makes one entry" in told
    assert "office-second" in told
    folder = tmp_path / "beside"
    folder.mkdir()
    entries = [
        ApprovedEntry(code, "ub", content, "approved by 2", date(2026, 11, 29))
        for code, content in (("SECOND2", second), ("ABC2345", ENTRY))
    ]
    # One that was approved before stands beside it.
    found = list(problems(write_overlay(entries, folder), "office-abc2345", ["office-second"]))
    assert not any("one draft" in one for one in found)


def test_one_that_takes_a_labelled_question_of_the_knowledge_does_not_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], assistant: Assistant
) -> None:
    of_another = assistant.knowledge.entries["asss-no-special-procedure"]
    phrasings = {one for many in of_another.phrasings.values() for one in many}
    assert not any(f'"{one}"' in NOSTRIFICATION for one in phrasings)
    entry = ApprovedEntry("ABC2345", "asss", NOSTRIFICATION, "approved by 2", date(2026, 11, 29))
    status, told = verified(capsys, write_overlay([entry], tmp_path))
    assert status == 1
    assert "which asss-no-special-procedure answers" in told


def test_one_that_takes_questions_from_another_entry_does_not_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    greedy = ENTRY
    for own, of_another in (
        ("where can I leave my bicycle", "what is a BIP"),
        ("bike stand in the yard", "what is a blended intensive programme"),
        ("parking for cyclists", "what does BIP stand for"),
        ("има ли паркинга за бицикле", "Šta je BIP?"),
    ):
        greedy = greedy.replace(own, of_another)
    status, told = verified(capsys, overlay(tmp_path, greedy))
    assert status == 1
    assert "office-abc2345" in told
