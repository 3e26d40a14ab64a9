"""An overview leads on: one button for each of its lines, the person's own lines first."""

import pytest

from bot.messages.markup import plain
from knowledge import EntryKind, Knowledge
from locales import Locale
from tests.unit.dialogue.person import Person

# Under a message of a phone's height stand about so many buttons.
MOST_BUTTONS = 7


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("• ")]


def test_every_line_of_an_overview_has_its_button(ana: Person, knowledge: Knowledge) -> None:
    overviews = [entry for entry in knowledge.entries.values() if entry.kind is EntryKind.OVERVIEW]
    assert len(overviews) > 10
    for entry in overviews:
        text = ana.sends_data(f"e:{entry.id}")
        leads = {line.entry or line.tool for line in entry.lines}
        assert len(_lines(text)) == len(entry.lines)
        assert len(ana.buttons) == len(leads) <= MOST_BUTTONS, entry.id


def test_the_button_of_a_line_shows_the_detail(ana: Person, knowledge: Knowledge) -> None:
    ana.says("Which documents do I need for a mobility?")
    label = knowledge.entries["ub-second-year-proof"].title.plain(Locale.EN)
    assert "first page" in ana.taps(label)


def test_the_button_of_a_tool_opens_it(ana: Person) -> None:
    ana.says("When does one go and when does one apply?")
    assert "semester" in ana.taps("deadlines").lower()
    assert ana.session.form is not None


@pytest.mark.parametrize(
    ("who", "line", "label"),
    [
        ("I am a PhD student at UB", "doctoral", "Doctoral"),
        ("I am a professor at UB", "staff", "staff"),
        ("I am a bachelor student at UB", "bachelor", "study mobility"),
    ],
)
def test_the_lines_of_who_writes_come_first(ana: Person, who: str, line: str, label: str) -> None:
    ana.says(who)
    ana.sends_data("e:overview-length")
    assert line in _lines(plain(ana.replies[0].html))[0]
    assert label in ana.labels[0]


def test_nobodys_lines_come_first_for_a_stranger(ana: Person, knowledge: Knowledge) -> None:
    ana.sends_data("e:overview-length")
    first = knowledge.entries["overview-length"].lines[0]
    assert ana.buttons[0].data == f"e:{first.entry}"


def test_the_labels_are_in_the_readers_script(ana: Person) -> None:
    ana.says("Колико траје мобилност?")
    assert "Трајање праксе" in ana.labels
    ana.says("koliko traje mobilnost")
    assert "Trajanje prakse" in ana.labels
