"""Every fact of the sources stands in an answer, in every written form."""

from datetime import date

import pytest

from bot.messages.markup import plain
from knowledge import Knowledge
from locales import Locale
from tests.quality.coverage.facts import Fact, load_facts, missing
from tests.tables import check_rows

TODAY = date(2026, 12, 1)


def _answers(knowledge: Knowledge, fact: Fact, locale: Locale) -> dict[str, str]:
    """What the entries tagged with a fact tell a reader, by the entry's id."""
    return {
        entry.id: plain(knowledge.render(entry, locale, on=TODAY).html)
        for entry in knowledge.entries.values()
        if fact.id in entry.facts
    }


@pytest.mark.parametrize("locale", list(Locale), ids=lambda locale: locale.tag)
def test_an_entry_tagged_with_the_fact_holds_it(knowledge: Knowledge, locale: Locale) -> None:
    def check(fact: Fact) -> None:
        wanted = fact.wanted[locale.language]
        answers = _answers(knowledge, fact, locale)
        assert answers, "no entry is tagged with it"
        lacking = {name: wanted.lacking(text) for name, text in answers.items()}
        assert not all(lacking.values()), f"no entry holds it: {lacking}"

    check_rows(((fact.id, fact) for fact in load_facts()), check)


@pytest.mark.parametrize("locale", list(Locale), ids=lambda locale: locale.tag)
def test_the_entries_of_a_fact_hold_all_its_parts_between_them(
    knowledge: Knowledge, locale: Locale
) -> None:
    def check(fact: Fact) -> None:
        everything = "\n".join(_answers(knowledge, fact, locale).values())
        assert missing(everything, fact.wanted[locale.language].also) == ()

    in_parts = [fact for fact in load_facts() if fact.wanted["en"].also]
    check_rows(((fact.id, fact) for fact in in_parts), check)


def test_every_fact_that_an_entry_names_has_a_question(knowledge: Knowledge) -> None:
    named = {name for entry in knowledge.entries.values() for name in entry.facts}
    assert named == {fact.id for fact in load_facts()}
