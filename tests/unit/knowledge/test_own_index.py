"""A question is held against all that the entries of one institution say."""

from bot.dialogue.entries.near_of_a_pack import NearOfAPack
from knowledge import Knowledge, OwnIndex


def nearest(knowledge: Knowledge, institution: str, text: str, language: str) -> str:
    own = [one for one in knowledge.entries.values() if one.institution == institution]
    near = OwnIndex(own, knowledge.sayings).nearness(text, language)
    return max(near, key=lambda name: near[name])


def test_the_very_words_of_a_way_of_asking_are_as_near_as_can_be(knowledge: Knowledge) -> None:
    own = [one for one in knowledge.entries.values() if one.institution == "uk"]
    index = OwnIndex(own, knowledge.sayings)
    for entry in own[:5]:
        near = index.nearness(entry.phrasings["en"][0], "en")
        assert near[entry.id] > 0.9
        assert near[entry.id] == max(near.values())


def test_what_only_an_answer_says_brings_it(knowledge: Knowledge) -> None:
    assert nearest(knowledge, "uk", "post-doctoral studies", "en") == "uk-postdoc"


def test_words_of_nothing_are_near_to_nothing(knowledge: Knowledge) -> None:
    own = [one for one in knowledge.entries.values() if one.institution == "uk"]
    near = OwnIndex(own, knowledge.sayings).nearness("xylophone marmalade", "en")
    assert max(near.values()) == 0.0


def test_who_comes_is_likelier_told_what_is_for_guests(knowledge: Knowledge) -> None:
    near = NearOfAPack(knowledge)
    of_all = near.among("uk", "who can come", {}, comes=False)
    of_guests = near.among("uk", "who can come", {}, comes=True)
    assert {one.entry.id for one in of_all} == {one.entry.id for one in of_guests}
