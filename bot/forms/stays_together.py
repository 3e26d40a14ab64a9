"""Several planned stays at once: their sum against one study cycle, and what each of them fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.forms.cycle_total import months_and_days
from bot.forms.form import Card, listed, paragraphs, within_sentence
from bot.forms.slot_words import duration
from bot.forms.slots import STAFF_STAYS
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding.roles import STAFF
from knowledge import Knowledge
from locales import Text, Value, render
from rules import Account, Fit, Rulebook
from rules.account import SOURCE
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration
from rules.wording import programme_name, programme_names

_MOST_SEMESTERS = "cycle.maximum_semesters"


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned stay.

    Attributes:
        value: its length.
        kind: its programme; None where none was named.
    """

    value: Json
    kind: str | None


@dataclass(frozen=True, slots=True)
class StaysTogether:
    """Judges stays that are planned one after the other.

    Attributes:
        rulebook: the rules.
        knowledge: the sources.
        used: the stays of the cycle that are over.
        planned: the stays to come.
        role: who is going, as far as it is known.
        cycle: the cycle that the stays count in, as far as it is known.
    """

    rulebook: Rulebook
    knowledge: Knowledge
    used: Sequence[Json]
    planned: Sequence[Planned]
    role: Json = None
    cycle: Json = None

    @property
    def of_staff(self) -> bool:
        """Whether they are stays of staff, which count in no cycle."""
        return self.role in STAFF or any(one.kind in STAFF_STAYS for one in self.planned)

    def card(self, voice: Voice, today: date, last: str = "") -> Card:
        """Return the sum in the first line, then each stay with what it fits.

        Args:
            voice: the reader's words.
            today: what is in force.
            last: a line for the end, such as that of a stay that does not count.
        """
        fits = [self._fits(one, today) for one in self.planned]
        sources = {fit.source: None for each in fits for fit in each if fit.outcome != "no"}
        if not self.of_staff:
            sources = {SOURCE: None, **sources}
        some_fit_nothing = any(all(fit.outcome == "no" for fit in each) for each in fits)
        head = self._total(voice, today, some_fit_nothing=some_fit_nothing)
        lines = [
            *(voice.say("stays_together.used", length=_words(one, voice)) for one in self.used),
            *(
                _line(one, each, voice)
                for one, each in zip(self.planned, fits, strict=True)
            ),
        ]  # fmt: skip
        html = paragraphs(
            head,
            listed("", _counted(lines)),
            "" if self.of_staff else voice.say("stays_together.counts"),
            last,
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(tuple(sources), voice.locale),
        )
        return Card(voice.label("stays_together.title"), html, tuple(sources))

    def _fits(self, stay: Planned, today: date) -> tuple[Fit, ...]:
        """Return how a stay stands to its programme, or to every one open to the person."""
        role = self.role or (None if stay.kind in STAFF_STAYS else STUDENT)
        fits = self.rulebook.durations(
            read_duration("duration", stay.value),
            role=None if role is None else str(role),
            cycle=None if self.cycle is None or self.of_staff else str(self.cycle),
            on=today,
        ).fits
        return tuple(fit for fit in fits if stay.kind in (None, fit.programme)) or fits

    def _total(self, voice: Voice, today: date, *, some_fit_nothing: bool) -> str:
        if self.of_staff:
            said = "staff_no" if some_fit_nothing else "staff"
            return voice.say(f"stays_together.{said}")
        lengths = [*self.used, *(one.value for one in self.planned)]
        account = self.rulebook.account(
            [read_duration("used", one, least=0) for one in lengths], on=today
        )
        values: dict[str, Value] = {
            "sum": " + ".join(_words(one, voice) for one in lengths),
            "together": months_and_days(account.used),
            "limit": months_and_days(account.limit),
            "left": months_and_days(account.left),
            "over": months_and_days(account.over),
        }
        over = self._is_over(account, today)
        total = voice.say(f"stays_together.{_how(account, over=over)}", **values)
        if some_fit_nothing and not over:
            return f"{voice.say('stays_together.not_each')}\n{total}"
        mixed = account.semesters and account.used
        said = "no" if over else "depends" if mixed else "yes"
        return f"<b>{voice.say(f'stays_together.{said}')}</b> {total}"

    def _is_over(self, account: Account, today: date) -> bool:
        """Return whether the stays are more than a cycle allows, however short a semester is."""
        most = int(str(self.rulebook.parameter(_MOST_SEMESTERS, on=today).value))
        nothing_left = bool(account.semesters) and not account.left
        return bool(account.over) or account.semesters > most or nothing_left


def _how(account: Account, *, over: bool) -> str:
    if account.semesters:
        return "terms_over" if over else "terms_beside" if account.used else "terms"
    if over:
        return "over"
    return "within" if account.left else "exactly"


def _counted(lines: Sequence[str]) -> Iterator[str]:
    """Yield each line once, with the number of stays that it is of."""
    for line, times in Counter(lines).items():
        yield line if times == 1 else f"{times} × {line}"


def _line(stay: Planned, fits: Sequence[Fit], voice: Voice) -> str:
    """Return one stay with what its length fits."""
    length = _words(stay.value, voice)
    if len(fits) == 1:
        reason = fits[0].text.values["text"]
        because = within_sentence(voice.plain(reason))
        programme = programme_name(fits[0].programme)
        hangs = isinstance(reason, Text) and reason.id == "rules.reason.unknown"
        said = "hangs" if hangs else fits[0].outcome
        return voice.say(
            f"stays_together.line_{said}", length=length, programme=programme, because=because
        )
    fitting = list(_names(fits))
    if not fitting:
        return voice.say("stays_together.line_none", length=length)
    return voice.say("stays_together.line_some", length=length, programmes=programme_names(fitting))


def _names(fits: Sequence[Fit]) -> Iterator[str]:
    for fit in fits:
        if fit.outcome != "no":
            yield fit.programme


def _words(value: Json, voice: Voice) -> str:
    return render(duration(value), voice.locale) if isinstance(value, dict) else ""
