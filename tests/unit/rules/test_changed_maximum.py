"""A rule is one number in one file: with a day more in a copy, everything follows."""

import shutil
from pathlib import Path

import pytest

from locales import Locale, Text, render
from rules import Days, EstimateRequest, FactError, Rulebook, load_rulebook, parse_facts
from rules.institutions import BUILT_IN
from tests.shared import RULEBOOK
from tests.unit.rules.conftest import TODAY

PROGRAMMES = ("short_phd", "bip")
LEAST, MOST, TIER = (
    int(str(RULEBOOK.parameter(name).value))
    for name in (
        "short_stay.minimum_days",
        "short_stay.maximum_days",
        "rates.ub-published.first_tier_days",
    )
)
CHANGED = 1 + max(MOST, int(str(RULEBOOK.parameter("bip.maximum_days").value)))
GRANT = TIER * 70 + (CHANGED - TIER) * 50
PERSON = {
    "role": "student",
    "registered": True,
    "cycle": "doctoral",
    "duration": {"days": CHANGED},
    "used": {"days": 0},
    "through_faculty": True,
    "virtual_part": True,
    "ects": 3,
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The rules with one limit changed: that of the longest short stays."""
    folder = tmp_path_factory.mktemp("copy") / "institutions"
    shutil.copytree(BUILT_IN, folder)
    for name in ("ub/parameters/short_stay.yaml", "ub/parameters/bip.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        most = RULEBOOK.parameter(f"{Path(name).stem}.maximum_days").value
        assert text.count(f"value: {most},") == 1
        text = text.replace(f"value: {most},", f"value: {CHANGED},")
        (folder / name).write_text(text, encoding="utf-8")
    return load_rulebook(folder)


def english(text: Text) -> str:
    return render(text, Locale.EN)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_check_follows(rulebook: Rulebook, changed: Rulebook, programme: str) -> None:
    facts = parse_facts(PERSON)
    assert rulebook.check(programme, facts, on=TODAY).outcome == "not_eligible"
    assert changed.check(programme, facts, on=TODAY).outcome == "eligible"
    day_more = parse_facts({**PERSON, "duration": {"days": CHANGED + 1}})
    verdict = changed.check(programme, day_more, on=TODAY)
    assert [reason.rule for reason in verdict.reasons] == [f"{programme}.duration"]
    assert f"{LEAST} to {CHANGED} days" in english(verdict.reasons[0].text)
    assert f"{LEAST} to {CHANGED} days" in english(verdict.would_change[0])


def test_the_check_follows_where_the_length_is_not_told(changed: Rulebook) -> None:
    facts = {**PERSON, "duration": "unknown", "used": {"days": 360 - CHANGED}}
    del facts["duration"]
    verdict = changed.check("short_phd", parse_facts(facts), on=TODAY)
    assert verdict.missing == ("duration",)


def test_the_estimate_follows(rulebook: Rulebook, changed: Rulebook) -> None:
    request = EstimateRequest(days=CHANGED)
    with pytest.raises(FactError, match=f"from {LEAST} to {MOST}"):
        rulebook.estimate(request, on=TODAY)
    assert changed.estimate(request, on=TODAY).total == GRANT
    with pytest.raises(FactError, match=f"from {LEAST} to {CHANGED}"):
        changed.estimate(EstimateRequest(days=CHANGED + 1), on=TODAY)


def test_the_durations_follow(rulebook: Rulebook, changed: Rulebook) -> None:
    before = rulebook.durations(Days(CHANGED), cycle="doctoral", on=TODAY)
    after = changed.durations(Days(CHANGED), cycle="doctoral", on=TODAY)
    assert [fit.programme for fit in before.fits if fit.outcome == "yes"] == []
    assert [fit.programme for fit in after.fits if fit.outcome == "yes"] == ["short_phd", "bip"]
    nearest = changed.durations(Days(45), cycle="doctoral", on=TODAY).nearest
    assert nearest is not None
    assert nearest.shorter is not None
    assert nearest.shorter.stay.days == CHANGED
    assert f"{CHANGED} days" in english(nearest.text)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_stated_condition_follows_in_every_language(changed: Rulebook, programme: str) -> None:
    (stated,) = [one for one in changed.conditions(programme) if one.id == f"{programme}.duration"]
    words = {locale: render(stated.text, locale) for locale in Locale}
    assert f"{LEAST} to {CHANGED} days" in words[Locale.EN]
    assert f"од {LEAST} до {CHANGED} дан" in words[Locale.SR_CYRL]
    assert f"od {LEAST} do {CHANGED} dan" in words[Locale.SR_LATN]


def test_the_computed_numbers_follow(changed: Rulebook) -> None:
    assert changed.parameter("computed.short_stay_maximum_grant").value == GRANT
    assert changed.parameter("computed.short_stay_second_tier_days").value == CHANGED - TIER


def test_nothing_else_moves(rulebook: Rulebook, changed: Rulebook) -> None:
    for programme in ("study", "traineeship", "teaching", "training"):
        assert rulebook.conditions(programme) == changed.conditions(programme)
