"""Every fact that a form takes can be asked about: in each form of writing there are words."""

import pytest

from bot.forms import all_forms
from bot.forms.slots import SLOTS
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Locale
from rules import Rulebook


@pytest.mark.parametrize("locale", list(Locale))
def test_why_a_fact_is_asked_for_is_said_or_there_is_nothing_to_say(
    locale: Locale, rulebook: Rulebook, knowledge: Knowledge
) -> None:
    voice = Voice(locale)
    for form in all_forms(rulebook, knowledge).values():
        for slot in SLOTS:
            reason = form.why(slot, {"programme": "traineeship"}) if slot in form.facts else None
            assert reason is None or voice.text(reason.text)


def test_what_must_be_known_is_explained(rulebook: Rulebook, knowledge: Knowledge) -> None:
    for form in all_forms(rulebook, knowledge).values():
        assert all(form.why(fact, {"programme": "bip"}) for fact in form.required), form.name
