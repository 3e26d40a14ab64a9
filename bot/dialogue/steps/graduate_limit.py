"""The step for the day by which a graduate's traineeship has to be over."""

from calendar import monthrange
from dataclasses import dataclass

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.entries.finding import Finding
from bot.dialogue.reply_lines import with_heading
from bot.dialogue.taking_in import noted_in
from bot.dialogue.turn import Message, Outcome
from bot.forms.slot_words import day_or_month
from bot.messages.json_value import Json
from bot.messages.markup import escape
from bot.understanding import Understanding
from knowledge import Match
from knowledge.vocabulary import load_vocabulary
from rules.institutions import registry

_YEARS = "traineeship.graduate_years"
_TRAINEESHIP = "traineeship"
_UNTIL = load_vocabulary("conversation").words("until when")
_LATEST = load_vocabulary("conversation").words("at the latest")
_FEBRUARY = 2
_ASKED = frozenset({kinds.WHEN, kinds.LENGTH})
_OF_FOCUS = frozenset({one.value for one in _ASKED})
_VERDICT = frozenset({kinds.FIT, kinds.PERMISSION, kinds.LEFT, kinds.MONEY})


@dataclass(frozen=True, slots=True)
class GraduateLimit:
    """Counts the time of a graduate's traineeship from the day of graduating."""

    finding: Finding
    computing: Computing

    def answer(self, message: Message) -> Outcome | None:
        """Return the last day of the traineeship, where the day of graduating is told or known."""
        finished = self._finished_on(message)
        home = message.context.home
        name = registry().overview(policy.GRADUATES_LIMIT, home)
        entry = self.finding.matcher.knowledge.entries.get(name or "")
        if message.reading.names_another_institution:
            return None
        if finished is None or entry is None or not self._is_of_graduates(message):
            return None
        rules = self.computing.forms.rulebook.at(home)
        years = int(str(rules.parameter(_YEARS, on=message.today).value))
        last = escape(day_or_month(_later(finished, years), message.voice))
        session, effects = self.finding.tell(Match(entry, 1.0), noted_in(message))
        return session, with_heading(message.voice.say("graduate_limit", last=last), effects)

    def _finished_on(self, message: Message) -> str | None:
        """Return the day of graduating, where it is asked until when the traineeship may be."""
        reading = message.reading
        told: Json = reading.case.get("finished_on")
        known = message.session.case.get("finished_on")
        asked = {one.kind for one in reading.questions}
        goes_on = told is not None and not asked and _OF_FOCUS & set(message.context.focus.asked)
        until = told is not None or not _UNTIL.isdisjoint(reading.words)
        asks = bool(goes_on or (asked & _ASKED and until))
        stay = {"duration", "starts_on", "used"} & reading.case.keys()
        few = len(reading.words) <= policy.FOLLOW_UP_WORDS
        if _tells_it_all(reading):
            return str(told)
        if not asks or asked & _VERDICT or stay or not (few and message.context.goes_on):
            return None
        value = told if told is not None else None if known is None else known.value
        return value if isinstance(value, str) else None

    def _is_of_graduates(self, message: Message) -> bool:
        """Return whether the traineeship of a graduate who applied in time is spoken of."""
        case = message.session.case
        applied = case.get("applied_while_enrolled")
        if applied is not None and applied.value is False:
            return False
        if _tells_it_all(message.reading):
            return True
        return message.context.matter == _TRAINEESHIP


def _tells_it_all(reading: Understanding) -> bool:
    """Return whether who graduated and applied before asks until when: all of it in one message."""
    told, words = reading.case, reading.words
    if reading.programmes != (_TRAINEESHIP,) or not isinstance(told.get("finished_on"), str):
        return False
    if {"duration", "starts_on", "used"} & told.keys() or told.get(
        "applied_while_enrolled"
    ) is False:
        return False
    if _VERDICT & {one.kind for one in reading.questions}:
        # "May I still do it?" is asked of the rules.
        return False
    # "When do I have to apply?" asks of another day.
    applied = told.get("applied_while_enrolled") is True
    return not (_UNTIL if applied else _LATEST).isdisjoint(words)


def _later(day: str, years: int) -> str:
    """Return a day or a month so many years later; 29 February becomes the 28th."""
    year, rest = int(day[:4]) + years, day[4:]
    month, _, number = rest.strip("-").partition("-")
    if number and int(month) == _FEBRUARY:
        number = f"{min(int(number), monthrange(year, _FEBRUARY)[1]):02}"
    return "-".join(filter(None, (str(year), month, number)))
