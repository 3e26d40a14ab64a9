"""What is left of a cycle, where it is too little for the stay that was asked about.

A verdict tells of each failing condition what would change it. Of a stay that is too short and of a
cycle that is nearly used up this makes two pieces of advice that cannot both be followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.forms.cycle_total import left_of_it
from bot.forms.programmes import is_short
from bot.messages.json_value import Json
from locales import Text, Value
from rules import Days, Facts, Rulebook, Verdict, parse_facts
from rules.condition import CAP
from rules.duration import MONTH
from rules.facts import CYCLES, FACTS
from rules.programme import Programme
from rules.reading_duration import read_duration


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
        refused = any(
            _is_of_the_length(reason.rule, self.rulebook, programme)
            for reason in verdict.reasons
            if reason.outcome == "fails"
        )
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
        if is_short(self.rulebook, programme):
            return left >= self._least(programme, today)
        if left == 0:
            return False
        told = {name: value for name, value in answers.items() if name != "covers_term"}
        longest = {**_facts(told), "duration": Days(left)}
        reasons = self.rulebook.check(programme, longest, on=today).reasons
        return all(reason.rule != f"{programme}.duration" for reason in reasons)

    def _least(self, programme: str, today: date) -> int:
        shortest, _ = self.rulebook.programmes[programme].bounds("duration")
        return int(str(self.rulebook.parameter(str(shortest), on=today).value))

    def _no_room(self, programme: str, left: int, answers: Mapping[str, Json], today: date) -> Text:
        """Say that what is left is too little, and which short stays it is still enough for."""
        if left == 0:
            return Text("conversation.verdict.nothing_left")
        short = [one for one in self._short_stays(answers) if left >= self._least(one, today)]
        names = tuple(self.rulebook.programmes[one].named for one in short if one != programme)
        values: dict[str, Value] = {"left_of_it": left_of_it(left, in_days=left < 2 * MONTH)}
        if not names:
            return Text("conversation.verdict.no_room", values)
        return Text("conversation.verdict.no_room_but", {**values, "programmes": names})

    def _short_stays(self, answers: Mapping[str, Json]) -> tuple[str, ...]:
        """Return the short stays that are open to the cycle told."""
        cycle = answers.get("cycle")
        told = str(cycle) if cycle in CYCLES else None
        return tuple(
            name
            for name, one in self.rulebook.programmes.items()
            if is_short(self.rulebook, name) and _is_open(one, told)
        )


def is_the_cap(rule: str, rulebook: Rulebook, programme: str) -> bool:
    """Return whether a condition bounds all stays of a cycle together."""
    conditions = rulebook.programmes[programme].conditions
    return any(one.id == rule and CAP in one.bounds for one in conditions)


def _is_of_the_length(rule: str, rulebook: Rulebook, programme: str) -> bool:
    conditions = rulebook.programmes[programme].conditions
    return any(one.id == rule and {CAP, "duration"} & one.bounds.keys() for one in conditions)


def _is_open(programme: Programme, cycle: str | None) -> bool:
    """Return whether a programme is open to a cycle; of one that was not told, to any."""
    return programme.cycles is None or cycle in programme.cycles


def _facts(answers: Mapping[str, Json]) -> Facts:
    return parse_facts({fact: value for fact, value in answers.items() if fact in FACTS})
