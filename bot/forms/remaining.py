"""What is left of a cycle, where it is too little for the stay that was asked about.

A verdict tells of each failing condition what would change it. Of a stay that is too short and of a
cycle that is nearly used up this makes two pieces of advice that cannot both be followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.slots import SHORT_STAYS
from bot.messages.json_value import Json
from locales import Text
from rules import Days, Facts, Rulebook, Verdict, parse_facts
from rules.duration import Stay
from rules.estimate_request import LIMITS
from rules.facts import FACTS
from rules.reading_duration import read_duration
from rules.wording import length, programme_names

_LENGTH = ("duration", "twelve_months")


@dataclass(frozen=True, slots=True)
class RemainingAllowance:
    """Looks at what a cycle still allows."""

    rulebook: Rulebook

    def advice(
        self, verdict: Verdict, answers: Mapping[str, Json], today: date
    ) -> tuple[Text, ...]:
        """Return what would change a verdict.

        Where no length of such a stay fits any more, that.
        """
        programme = verdict.programme
        refused = {f"{programme}.{name}" for name in _LENGTH} & {
            reason.rule for reason in verdict.reasons if reason.outcome == "fails"
        }
        left = self._left(answers, today) if refused else None
        if left is None or self._fits(programme, left, answers, today):
            return verdict.would_change
        without = {name: answers[name] for name in answers if name not in ("duration", "used")}
        others = self.rulebook.check(programme, _facts(without), on=today).would_change
        return (*others, self._no_room(programme, left, answers, today))

    def _left(self, answers: Mapping[str, Json], today: date) -> int | None:
        """Return the days left of the cycle; None where earlier stays are not known in days."""
        used = answers.get("used")
        if not isinstance(used, Mapping):
            return None
        account = self.rulebook.account([read_duration("used", used, least=0)], on=today)
        return None if account.semesters else account.left

    def _fits(self, programme: str, left: int, answers: Mapping[str, Json], today: date) -> bool:
        """Return whether some stay of this kind is as short as what is left."""
        if programme in SHORT_STAYS:
            return left >= self._least(programme, today)
        if left == 0:
            return False
        told = {name: value for name, value in answers.items() if name != "covers_term"}
        longest = {**_facts(told), "duration": Days(left)}
        reasons = self.rulebook.check(programme, longest, on=today).reasons
        return all(reason.rule != f"{programme}.duration" for reason in reasons)

    def _least(self, programme: str, today: date) -> int:
        shortest, _ = LIMITS[programme]
        return int(str(self.rulebook.parameter(shortest, on=today).value))

    def _no_room(self, programme: str, left: int, answers: Mapping[str, Json], today: date) -> Text:
        """Say that what is left is too little, and which short stays it is still enough for."""
        if left == 0:
            return Text("conversation.verdict.nothing_left")
        short = [one for one in self._short_stays(answers) if left >= self._least(one, today)]
        names = programme_names(one for one in short if one != programme)
        values = {"left": length(Stay(left, 0))}
        if not names:
            return Text("conversation.verdict.no_room", values)
        return Text("conversation.verdict.no_room_but", {**values, "programmes": names})

    def _short_stays(self, answers: Mapping[str, Json]) -> tuple[str, ...]:
        doctoral = answers.get("cycle") == "doctoral"
        return tuple(str(one) for one in SHORT_STAYS if doctoral or one != "short_phd")


def _facts(answers: Mapping[str, Json]) -> Facts:
    return parse_facts({fact: value for fact, value in answers.items() if fact in FACTS})
