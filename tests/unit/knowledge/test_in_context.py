"""What people ask on in a few words, once the matter has been named."""

import pytest

from knowledge import EntryKind, Knowledge, load_knowledge
from rules import Rulebook


def _near(knowledge: Knowledge, spoken_of: str) -> tuple[str, ...]:
    return knowledge.near(knowledge.entries[spoken_of])


def _told(knowledge: Knowledge, spoken_of: str, text: str) -> str | None:
    """Return the entry that is sure enough to be told."""
    best = knowledge.in_context(text, _near(knowledge, spoken_of))[0]
    return best.entry.id if best.score >= 0.5 else None


@pytest.mark.parametrize(
    ("spoken_of", "text", "asked"),
    [
        ("ub-failed-exam", "the whole sum then?", "ub-refund"),
        ("ub-failed-exam", "celu sumu, je l?", "ub-refund"),
        ("ub-failed-exam", "целу суму, је л?", "ub-refund"),
        ("ub-refund", "and who must sign the certificate", "ub-attendance-certificate"),
        ("ub-bip-what", "koliko se bodova dobije", "ub-bip-ects"),
        ("ub-bip-what", "колико се бодова добије", "ub-bip-ects"),
        ("ub-bip-what", "how many ects points", "ub-bip-ects"),
        ("ub-bip-what", "najduze dana koliko", "ub-bip-length"),
        ("asss-la-purpose", "čijih potpisa", "asss-la-signatures"),
        ("asss-la-purpose", "cijih potpisa", "asss-la-signatures"),
        ("asss-la-purpose", "чијих потписа", "asss-la-signatures"),
        ("asss-la-purpose", "in which language is it", "asss-la-language"),
        ("ub-learning-agreement", "ko to potpisuje", "ub-la-signatures"),
        ("ub-learning-agreement", "po kojem je to pravilniku", "ub-recognition-rulebook"),
        ("uk-projects", "ko ih je finansirao", "uk-projects"),
        ("uk-size", "how many projects up to now", "uk-projects"),
    ],
)
def test_a_scrap_is_understood_from_what_was_spoken_of(
    knowledge: Knowledge, spoken_of: str, text: str, asked: str
) -> None:
    assert _told(knowledge, spoken_of, text) == asked


@pytest.mark.parametrize(
    "text",
    ["kakvo je vreme", "какво је време", "what a lovely day", "pancake recipe", "haha dobro", "ok"],
)
@pytest.mark.parametrize("spoken_of", ["ub-refund", "ub-bip-what", "uk-projects"])
def test_what_belongs_to_no_entry_is_told_none(
    knowledge: Knowledge, spoken_of: str, text: str
) -> None:
    assert _told(knowledge, spoken_of, text) is None


@pytest.mark.parametrize(("slip", "meant"), [("ko potpisjue", "ko potpisuje"), ("langauge?", "")])
def test_a_slip_of_the_pen_changes_nothing(knowledge: Knowledge, slip: str, meant: str) -> None:
    wanted = _told(knowledge, "asss-la-purpose", meant or "language?")
    assert wanted is not None
    assert _told(knowledge, "asss-la-purpose", slip) == wanted


@pytest.mark.parametrize("text", ["who signs it", "ko", "?!", ""])
def test_each_entry_asked_for_comes_back_once_with_its_share(
    knowledge: Knowledge, text: str
) -> None:
    names = _near(knowledge, "ub-refund")
    found = knowledge.in_context(text, [*names, names[0]])
    assert sorted(one.entry.id for one in found) == sorted(names)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= sum(scores) <= 1


def test_near_an_entry_are_its_file_what_it_names_and_what_names_it(knowledge: Knowledge) -> None:
    near = _near(knowledge, "ub-learning-agreement")
    assert near[0] == "ub-learning-agreement"
    assert len(near) == len(set(near))
    assert {"ub-transcript", "ub-coordinators", "ub-la-signatures"} <= set(near)


def test_small_talk_is_near_nothing(knowledge: Knowledge) -> None:
    talk = next(entry for entry in knowledge.entries.values() if entry.kind is EntryKind.TALK)
    assert all(knowledge.entries[name].kind is not EntryKind.TALK for name in knowledge.near(talk))


def test_nothing_is_found_among_no_entries(knowledge: Knowledge) -> None:
    assert knowledge.in_context("koliko", []) == ()


def test_an_entry_that_does_not_exist_is_named(knowledge: Knowledge) -> None:
    with pytest.raises(KeyError, match="no-such-entry"):
        knowledge.in_context("koliko", ["no-such-entry"])


def test_the_order_of_asking_for_entries_does_not_matter(
    knowledge: Knowledge, rulebook: Rulebook
) -> None:
    fresh = load_knowledge(rulebook)
    names = _near(knowledge, "ub-bip-what")
    fresh.in_context("koliko para", list(reversed(names)))
    asked = [(one.entry.id, one.score) for one in fresh.in_context("koliko para", names)]
    expected = [(one.entry.id, one.score) for one in knowledge.in_context("koliko para", names)]
    assert asked == expected
