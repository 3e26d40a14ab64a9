"""What a follow-up asks, and which entries are about it."""

import pytest

from knowledge import EntryKind, Knowledge


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("does the dean have to approve?", {"consent"}),
        ("мора ли декан да одобри", {"consent"}),
        ("mora li dekan da odobri", {"consent"}),
        ("a viza i osiguranje?", {"visa", "insurance"}),
        ("а виза и осигурање?", {"visa", "insurance"}),
        ("ko potpisuje ugovor o učenju", {"signing"}),
        ("mogu li da se žalim", {"appeal"}),
        ("how much is it?", set()),
        ("what about a BIP?", set()),
    ],
)
def test_aspects_are_read_in_all_ways_of_writing(
    knowledge: Knowledge, text: str, aspects: set[str]
) -> None:
    assert aspects <= knowledge.aspects.asked(text)
    assert aspects or not knowledge.aspects.asked(text)


def test_money_asks_nothing_of_its_own_beside_what_is_done_with_it(knowledge: Knowledge) -> None:
    assert knowledge.aspects.asked("how much money?") == {"money"}
    assert knowledge.aspects.asked("do I have to pay the money back?") == {"refund"}


def test_an_entry_about_what_is_asked_is_ahead_of_one_that_is_silent(knowledge: Knowledge) -> None:
    evidence = knowledge.aspects.evidence(frozenset({"consent"}))
    places = knowledge.places
    assert evidence[places["ub-absence-consent"]] > 0 > evidence[places["ub-traineeship-who"]]


def test_small_talk_is_about_nothing_that_is_asked_of_a_matter(knowledge: Knowledge) -> None:
    talk = {name for name, one in knowledge.entries.items() if one.kind is EntryKind.TALK}
    about = {name: set(ids) & talk for name, ids in knowledge.aspects.tables.about.items()}
    assert {name for name, ids in about.items() if ids} <= {"language-proof"}


def test_words_that_speak_for_nothing_speak_for_no_entry(knowledge: Knowledge) -> None:
    told = knowledge.entries["ub-traineeship-recognition"]
    assert knowledge.speaks_for("is it recognised?", told)
    assert not knowledge.speaks_for("what's the weather like?", told)


def test_a_refusal_names_every_aspect_in_a_sentence_of_its_own(knowledge: Knowledge) -> None:
    named = [one.about for one in knowledge.aspects.tables.aspects.values()]
    assert len({one.sr for one in named}) == len(named) > 40
    assert [one for one in named if not one.sr.startswith("о ")] == []
    assert [one for one in named if not one.en.startswith("about ")] == []


@pytest.mark.parametrize(
    ("aspect", "serbian", "english"),
    [
        ("visa", "о визи и боравишној дозволи", "about a visa or a residence permit"),
        ("family", "о путовању са породицом", "about travelling with family"),
        ("signing", "о томе ко потписује", "about who signs"),
    ],
)
def test_what_is_not_published_stands_in_the_case_of_its_sentence(
    knowledge: Knowledge, aspect: str, serbian: str, english: str
) -> None:
    about = knowledge.aspects.about(aspect)
    assert about.sr.startswith(serbian)
    assert about.en.startswith(english)
