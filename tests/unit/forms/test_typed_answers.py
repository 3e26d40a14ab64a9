"""A form takes what it asked: a bare answer sets the slot asked for and no other."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.assistant import Assistant
from bot.dialogue.state.session import FormState, Session
from bot.messages.event import Event, Said
from bot.messages.json_value import Json
from locales import Locale, to_latin
from tests.tables import read_table
from tests.unit.dialogue.person import NOON

HERE = Path(__file__).parent
BARE = read_table(HERE / "typed_answers.yaml")
READ = read_table(HERE / "slot_answers.yaml")

STUDENT: Mapping[str, Json] = {"role": "student", "registered": True}
FORMS: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "study": (
        "eligibility",
        {
            **STUDENT,
            "programme": "study",
            "degree_programme": True,
            "cycle": "master",
            "year": 2,
            "mobility_cycle": "master",
            "duration": {"months": 9},
            "covers_term": True,
            "used": {"months": 2},
        },
    ),
    "short_phd": (
        "eligibility",
        {
            **STUDENT,
            "programme": "short_phd",
            "cycle": "doctoral",
            "duration": {"days": 25},
            "used": {"months": 0},
        },
    ),
    "bip": (
        "eligibility",
        {
            **STUDENT,
            "programme": "bip",
            "cycle": "bachelor",
            "year": 3,
            "duration": {"days": 7},
            "used": {"months": 0},
            "virtual_part": True,
            "ects": 4,
            "through_faculty": True,
        },
    ),
    "traineeship": (
        "eligibility",
        {
            **STUDENT,
            "programme": "traineeship",
            "cycle": "bachelor",
            "year": 3,
            "duration": {"months": 3},
            "used": {"months": 1},
        },
    ),
    "graduate": (
        "eligibility",
        {
            "role": "graduate",
            "programme": "traineeship",
            "duration": {"months": 3},
            "used": {"months": 1},
            "applied_while_enrolled": True,
            "within_year": True,
            "before_project_end": True,
        },
    ),
    "teaching": (
        "eligibility",
        {
            "programme": "teaching",
            "role": "teacher",
            "duration": {"days": 5},
            "hours": 10,
            "contract": True,
        },
    ),
    "training": (
        "eligibility",
        {
            "programme": "training",
            "role": "administrative",
            "duration": {"days": 5},
            "hours": 10,
            "contract": True,
        },
    ),
    "grant": (
        "grant",
        {
            "programme": "short_phd",
            "days": 12,
            "green_travel": False,
            "travel_days": 1,
            "fewer_opportunities": False,
        },
    ),
    "length": ("duration", {"duration": {"days": 45}, "role": "student", "cycle": "bachelor"}),
    "mark": ("grade", {"mark": "B"}),
    "start": ("deadlines", {"semester_start": "2027-02-15"}),
    "stays": ("account", {"stay1": {"months": 1}, "stay2": {"months": 2}}),
}


def typed() -> Iterator[Any]:
    """Every answer to every slot of every form, as typed and in Latin letters."""
    for name, (tool, answers) in FORMS.items():
        for slot in answers:
            kind = "used" if slot.startswith("stay") else slot
            known = [answer["text"] for answer in READ.get(kind, ())]
            texts = [*known, *BARE.get(slot, ())]
            for text in dict.fromkeys([*texts, *map(to_latin, texts)]):
                yield tool, answers, slot, text, f"{name}: {slot}: {text}"


TYPED = tuple(typed())


def after_typing(
    assistant: Assistant,
    tool: str,
    answers: Mapping[str, Json],
    slot: str,
    text: str,
    *,
    locale: Locale | None = None,
) -> tuple[Session, str]:
    form = FormState(tool=tool, number=1, answers=dict(answers), changing=slot)
    session = replace(Session.new(), locale=locale, form=form, forms_opened=1)
    session, effects = assistant.respond(session, Event(Said(text)), NOON)
    return session, "\n".join(getattr(effect, "html", "") for effect in effects)


def test_no_typed_answer_changes_another_slot(assistant: Assistant) -> None:
    changed = []
    for tool, answers, slot, text, name in TYPED:
        session, _ = after_typing(assistant, tool, answers, slot, text)
        form = session.form
        others = {} if form is None else {k: v for k, v in form.answers.items() if k != slot}
        if others != {k: v for k, v in answers.items() if k != slot}:
            changed.append(f"{name} -> {others}")
    assert not changed, f"{len(changed)} of {len(TYPED)}:\n" + "\n".join(changed)


@pytest.mark.parametrize(
    ("form", "asked", "typed", "told"),
    [
        (
            "short_phd",
            "duration",
            "I am a PhD student and it is 20 days",
            {"duration": {"days": 20}, "cycle": "doctoral"},
        ),
        (
            "study",
            "used",
            "4 meseca, a planiram 6 meseci",
            {"used": {"months": 4}, "duration": {"months": 6}},
        ),
        ("bip", "virtual_part", "yes, and 3 ECTS", {"virtual_part": True, "ects": 3}),
        ("bip", "virtual_part", "да, и 3 ЕСПБ", {"virtual_part": True, "ects": 3}),
    ],
)
def test_what_is_told_in_words_of_its_own_is_kept(
    assistant: Assistant, form: str, asked: str, typed: str, told: Mapping[str, Json]
) -> None:
    tool, answers = FORMS[form]
    known = {slot: value for slot, value in answers.items() if slot not in told}
    session, _ = after_typing(assistant, tool, known, asked, typed)
    assert session.form is not None
    assert session.form.answers == {**known, **told}


@pytest.mark.parametrize(
    ("form", "asked", "question"),
    [
        ("study", "used", "how many days count as a month?"),
        ("study", "used", "koliko dana ima mesec"),
        ("study", "duration", "how long can I stay?"),
        ("short_phd", "duration", "колико најдуже могу да останем?"),
        ("bip", "ects", "koliko bodova mora da nosi BIP?"),
        ("teaching", "hours", "how many hours do I need"),
        ("grant", "days", "is 31 days allowed?"),
        ("study", "year", "can I go in year 1?"),
    ],
)
def test_a_question_in_the_middle_is_never_stored(
    assistant: Assistant, form: str, asked: str, question: str
) -> None:
    tool, answers = FORMS[form]
    session, shown = after_typing(assistant, tool, answers, asked, question)
    assert session.form is not None
    assert session.form.answers == answers
    assert session.form.changing == asked
    assert shown


@pytest.mark.parametrize(
    ("form", "asked", "question", "told"),
    [
        ("short_phd", "used", "how long can I stay?", "5 to 30 days"),
        ("short_phd", "used", "koliko dugo mogu da ostanem?", "5 do 30 dana"),
        ("short_phd", "used", "колико дуго могу да останем", "5 до 30 дана"),
        ("study", "used", "how long can I stay", "at most 12 months"),
        ("teaching", "contract", "how many hours do I need?", "at least 8 hours"),
        ("bip", "used", "koliko ESPB mora da nosi?", "najmanje 3 ESPB"),
    ],
)
def test_a_limit_asked_for_in_the_middle_is_that_of_the_programme_at_hand(
    assistant: Assistant, form: str, asked: str, question: str, told: str
) -> None:
    tool, answers = FORMS[form]
    session, shown = after_typing(assistant, tool, answers, asked, question)
    assert told in shown
    assert session.form is not None
    assert session.form.answers == answers


@pytest.mark.parametrize(
    ("form", "asked", "typed", "words"),
    [
        ("grant", "days", "31", "31 days is too many: at most 30 days."),
        ("grant", "days", "3 dana", "3 dana je premalo: najmanje 5 dana."),
        ("grant", "days", "31 дан", "31 дан је превише: највише 30 дана."),
        ("mark", "mark", "1000 points", "1,000 points is too many: at most 100 points."),
        ("grant", "travel_days", "9", "9 days is too many: at most 4 days."),
    ],
)
def test_a_number_out_of_range_is_told_its_limit(
    assistant: Assistant, form: str, asked: str, typed: str, words: str
) -> None:
    tool, answers = FORMS[form]
    locale = Locale.EN if words.isascii() and "too" in words else None
    session, shown = after_typing(assistant, tool, answers, asked, typed, locale=locale)
    assert words in shown
    assert session.form is not None
    assert session.form.answers == answers


@pytest.mark.parametrize(
    ("typed", "registered"),
    [("at UB", True), ("na UB", True), ("на УБ", True), ("Univerzitet u Kragujevcu", False)],
)
def test_who_names_their_university_says_where_they_are_registered(
    assistant: Assistant, typed: str, registered: bool
) -> None:
    tool, answers = FORMS["short_phd"]
    session, _ = after_typing(assistant, tool, answers, "registered", typed)
    assert session.form is not None
    assert session.form.answers["registered"] is registered
    assert session.form.changing is None


@pytest.mark.parametrize("typed", ["staff", "osoblje", "запослен сам на факултету"])
def test_staff_without_a_finer_role_are_offered_the_roles_of_staff(
    assistant: Assistant, typed: str
) -> None:
    tool, answers = FORMS["teaching"]
    session, shown = after_typing(assistant, tool, answers, "role", typed)
    assert session.form is not None
    assert session.form.changing == "role"
    assert "?" in shown


@pytest.mark.parametrize("programme", ["short_phd", "short PhD", "kratka doktorska"])
def test_who_names_the_short_phd_is_still_asked_for_role_and_cycle(
    assistant: Assistant, programme: str
) -> None:
    session = Session.new()
    for text in (f"/eligibility {programme}", "yes, 20 days, none"):
        session, _ = assistant.respond(session, Event(Said(text)), NOON)
    assert session.form is not None
    assert not {"role", "cycle"} & set(session.form.answers)
