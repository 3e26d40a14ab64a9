"""What a result was before a change, told above the new one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.dialogue.interview.asking import Interviewer
from bot.dialogue.interview.form_answers import FormAnswers
from bot.dialogue.reply_lines import in_short
from bot.dialogue.state.session import FormState
from bot.forms.form import within_sentence
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.voice import Voice

# Results whose first line is an amount, and not a yes or a no.
_OF_A_FIGURE = frozenset({"grant", "account"})
# With another one of these an answer is one to another question.
_WHOSE = frozenset({"programme", "role", "cycle"})
# "1,580 EUR" is not cut, "Yes, from what you told" is.
_CLAUSE_ENDS = re.compile(r"[,:;] | – ")


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """Says what a change of a form did to its result."""

    interviewer: Interviewer
    answers: FormAnswers

    def told(
        self,
        before: FormState,
        now: FormState,
        changed: Mapping[str, Json],
        voice: Voice,
        today: date,
    ) -> str:
        """Say what figure the result was before a change, or that it is the same; else nothing.

        A yes or a no of before stands above. Of somebody else, of other dates or of another kind
        of stay no answer is the same.
        """
        was = self._verdict(before, voice, today)
        settled = not self.answers.refused(now, today)
        settled = settled and self.interviewer.asking(now, today) is None
        if not settled:
            return ""
        is_now = self._verdict(now, voice, today)
        if was != is_now:
            figure = before.tool == now.tool and now.tool in _OF_A_FIGURE
            short = within_sentence(in_short(was, is_now))
            return voice.say("interview.changed", was=short) if figure else ""
        cards = {
            self.interviewer.forms[one.tool].card(one.answers, voice, today).html
            for one in (before, now)
        }
        dates = any(isinstance(one, Mapping) and "from" in one for one in changed.values())
        other = dates or not _WHOSE.isdisjoint(changed)
        return "" if other or len(cards) > 1 else voice.say("interview.same_answer")

    def _verdict(self, form: FormState, voice: Voice, today: date) -> str:
        """Return what a result comes to: the first words of its first line, plain."""
        card = self.interviewer.forms[form.tool].card(form.answers, voice, today)
        first = plain(card.html).partition("\n")[0]
        return _CLAUSE_ENDS.split(first, maxsplit=1)[0].rstrip(":.")
