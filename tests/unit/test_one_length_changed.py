"""The longest stay of one programme changed: its verdicts and texts follow, and no other's."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.dialogue.assistant import Assistant
from knowledge import Knowledge, load_knowledge
from locales import Locale, render
from rules import EstimateRequest, FactError, Rulebook, load_rulebook
from rules.command_line.questions import answer
from rules.institutions import BUILT_IN
from tests.shared import RULEBOOK
from tests.unit.dialogue.person import Person

ON = date(2026, 11, 29)
PERSON = {"role": "student", "cycle": "doctoral", "registered": True, "used": {"days": 0}}


@dataclass(frozen=True)
class Change:
    """A programme, where its longest stay stands, and what asks for one a unit longer.

    Attributes:
        other: the programme that is as long, and stays so.
        asked: of a stay as long as the changed limit, by form.
        entry: the one that tells its length.
    """

    programme: str
    file: str
    other: str
    asked: Mapping[Locale, str]
    entry: str


CHANGES = (
    Change(
        "short_phd",
        "short_stay.yaml",
        "bip",
        {
            Locale.EN: "I'm a PhD student at UB, may I go on short-term mobility for {days} days?",
            Locale.SR_LATN: "Doktorand sam na UB, mogu li na kratkoročnu mobilnost {days} dan?",
            Locale.SR_CYRL: "Докторанд сам на УБ, могу ли на краткорочну мобилност {days} дан?",
        },
        "ub-short-phd-duration",
    ),
    Change(
        "bip",
        "bip.yaml",
        "short_phd",
        {
            Locale.EN: "I'm a PhD student at UB, can I go to a BIP for {days} days?",
            Locale.SR_LATN: "Doktorand sam na UB, mogu li na BIP na {days} dan?",
            Locale.SR_CYRL: "Докторанд сам на УБ, могу ли на BIP на {days} дан?",
        },
        "ub-bip-length",
    ),
)
RANGE = {
    Locale.EN: "{least} to {most} days",
    Locale.SR_LATN: "od {least} do {most} dan",
    Locale.SR_CYRL: "од {least} до {most} дан",
}


@dataclass(frozen=True)
class Changed:
    """The rules and texts with one number of a copy changed."""

    change: Change
    rules: Rulebook
    knowledge: Knowledge
    least: int
    most: int

    def told(self, locale: Locale) -> str:
        return RANGE[locale].format(least=self.least, most=self.most)


@pytest.fixture(scope="module", params=CHANGES, ids=[one.programme for one in CHANGES])
def changed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    change: Change = request.param
    folder = tmp_path_factory.mktemp("copy") / "institutions"
    shutil.copytree(BUILT_IN, folder)
    least, own = _days(change, "minimum"), _days(change, "maximum")
    most = 1 + max(_days(one, "maximum") for one in CHANGES)
    file = folder / "ub" / "parameters" / change.file
    text = file.read_text(encoding="utf-8")
    assert text.count(f"value: {own},") == 1
    file.write_text(text.replace(f"value: {own},", f"value: {most},"), encoding="utf-8")
    rules = load_rulebook(folder)
    return Changed(change, rules, load_knowledge(rules), least, most)


def _days(change: Change, side: str) -> int:
    name = f"{Path(change.file).stem}.{side}_days"
    return int(str(RULEBOOK.parameter(name).value))


def test_the_verdict_of_that_programme_alone_changes(rulebook: Rulebook, changed: Changed) -> None:
    own, other = changed.change.programme, changed.change.other
    facts = {**PERSON, "duration": {"days": changed.most}}
    facts |= {"through_faculty": True, "virtual_part": True, "ects": 3}
    outcomes = [
        answer("check", {"programme": programme, "facts": facts}, rules, lambda: ON)["outcome"]
        for programme in (own, other)
        for rules in (rulebook, changed.rules)
    ]
    assert outcomes == ["not_eligible", "eligible", "not_eligible", "not_eligible"]


@pytest.mark.parametrize("locale", Locale)
def test_the_conditions_of_that_programme_alone_change(
    rulebook: Rulebook, changed: Changed, locale: Locale
) -> None:
    for programme in rulebook.programmes:
        before, after = (
            [render(one.text, locale) for one in rules.conditions(programme)]
            for rules in (rulebook, changed.rules)
        )
        if programme == changed.change.programme:
            (own,) = set(after) - set(before)
            assert changed.told(locale) in own
        else:
            assert after == before


@pytest.mark.parametrize("locale", Locale)
def test_the_entry_of_that_programme_tells_it_and_those_of_the_other_do_not(
    knowledge: Knowledge, changed: Changed, locale: Locale
) -> None:
    def shown(texts: Knowledge) -> Mapping[str, str]:
        return {
            name: texts.render(entry, locale, on=ON).html for name, entry in texts.entries.items()
        }

    before, after = shown(knowledge), shown(changed.knowledge)
    assert changed.told(locale) in after[changed.change.entry]
    of_the_other = {
        name for name, entry in knowledge.entries.items() if entry.programme == changed.change.other
    }
    assert of_the_other
    assert {name: after[name] for name in of_the_other} == {
        name: before[name] for name in of_the_other
    }


@pytest.mark.parametrize("locale", Locale)
def test_a_person_who_asks_of_such_a_stay_is_told_yes(
    assistant: Assistant, changed: Changed, locale: Locale
) -> None:
    question = changed.change.asked[locale].format(days=changed.most)
    client = "en" if locale is Locale.EN else "sr"
    no, yes = {Locale.EN: ("No", "Yes"), Locale.SR_LATN: ("Ne", "Da")}.get(locale, ("Не", "Да"))
    assert Person(assistant, client).says(question).startswith(no)
    reply = Person(Assistant(changed.knowledge, changed.rules), client).says(question)
    assert reply.startswith(yes)
    assert changed.told(locale) in reply


def test_the_sum_of_such_a_stay_is_told_of_that_programme_alone(
    rulebook: Rulebook, changed: Changed
) -> None:
    def asked(programme: str) -> EstimateRequest:
        return EstimateRequest(programme=programme, days=changed.most, rates="ub-published")

    own, other = changed.change.programme, changed.change.other
    for rules, programme in ((rulebook, own), (rulebook, other), (changed.rules, other)):
        with pytest.raises(FactError, match=r"from \d+ to \d+"):
            rules.estimate(asked(programme), on=ON)
    total = changed.rules.estimate(asked(own), on=ON).total
    day_more = Decimal(str(rulebook.parameter("rates.ub-published.second_tier").value))
    more = changed.most - _days(changed.change, "maximum")
    for file in (one.file for one in CHANGES):
        name = f"computed.{Path(file).stem}_maximum_grant"
        before, after = rulebook.parameter(name).value, changed.rules.parameter(name).value
        if file == changed.change.file:
            assert after == total == Decimal(str(before)) + more * day_more
        else:
            assert after == before
