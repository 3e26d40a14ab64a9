"""Several planned stays at once: their sum against one study cycle, and what each of them fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.forms.condition_words import beside_its_name
from bot.forms.cycle_total import left_of_it, months_and_days
from bot.forms.form import Card, listed, paragraphs, within_sentence
from bot.forms.programmes import is_of_staff, staff_programmes
from bot.forms.slot_wording import fact, option
from bot.forms.slot_words import duration
from bot.messages.json_value import Json
from bot.messages.voice import Voice
from bot.understanding.people.roles import ANY_STAFF, STAFF
from knowledge import Knowledge
from locales import Text, Value, render
from rules import Account, Fit, Rulebook, parse_facts
from rules.condition import CAP
from rules.duration import MONTH
from rules.programmes import admits
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration

# Who is named for each stay of staff: what else is open of a person is told with the verdict.
_WHO_DOES = {"teaching": "teacher", "training": "administrative"}


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned stay.

    Attributes:
        value: its length.
        kind: its programme; None where none was named.
        hours: its hours of teaching or training; None where none were told of it.
        cycle: the study cycle that it is in, as far as one was named.
    """

    value: Json
    kind: str | None
    hours: Json = None
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class AskedOfThem:
    """What is asked of stays together.

    Attributes:
        in_the_way: whether an earlier one stands against the plan: "is that a problem?".
        supposed: the months that they are supposed to be: "so it is 16?".
    """

    in_the_way: bool = False
    supposed: float | None = None


_WHETHER_THEY_MAY = AskedOfThem()


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
        asked: what the first word answers, where it is not whether all of them may be.
    """

    rulebook: Rulebook
    knowledge: Knowledge
    used: Sequence[Json]
    planned: Sequence[Planned]
    role: Json = None
    cycle: Json = None
    asked: AskedOfThem = _WHETHER_THEY_MAY

    @property
    def of_staff(self) -> bool:
        """Whether they are stays of staff, which count in no cycle."""
        return self.role in (*STAFF, ANY_STAFF) or any(
            is_of_staff(self.rulebook, one.kind) or one.hours is not None for one in self.planned
        )

    def card(self, voice: Voice, today: date, last: str = "") -> Card:
        """Return the sum in the first line, then each stay with what it fits.

        Args:
            voice: the reader's words.
            today: what is in force.
            last: a line for the end, such as that of a stay that does not count.
        """
        fits = [self._judged(one, today) for one in self.planned]
        sources = {fit.source: None for each in fits for fit in each if fit.outcome != "no"}
        if not self.of_staff:
            sources = {self.rulebook.cap.source: None, **sources}
        some_fit_nothing = any(all(fit.outcome == "no" for fit in each) for each in fits)
        head = self._total(voice, today, some_fit_nothing=some_fit_nothing)
        lines = [
            *(voice.say("stays_together.used", length=_words(one, voice)) for one in self.used),
            *(
                self._line(one, each, voice)
                for one, each in zip(self.planned, fits, strict=True)
            ),
        ]  # fmt: skip
        html = paragraphs(
            head,
            listed("", _counted(lines)),
            ""
            if self.of_staff
            else voice.say("stays_together.counts", **self.rulebook.institution.named),
            last,
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(tuple(sources), voice.locale),
        )
        return Card(voice.label("stays_together.title"), html, tuple(sources))

    def _judged(self, stay: Planned, today: date) -> tuple[Fit, ...]:
        """Return how a stay stands by its length, and where hours were told, by these too."""
        fits = self._fits(stay, today)
        if stay.hours is None:
            return fits
        return tuple(self._by_hours(fit, stay, today) for fit in fits)

    def _by_hours(self, fit: Fit, stay: Planned, today: date) -> Fit:
        if fit.outcome != "yes":
            return fit
        told = {"role": self._who_does(fit.programme), "hours": stay.hours, "duration": stay.value}
        verdict = self.rulebook.check(fit.programme, parse_facts(told), on=today)
        if verdict.outcome != "not_eligible":
            return fit
        reason = verdict.reasons[0]
        text = Text("rules.fit", {"programme": fit.title, "text": reason.text})
        return replace(fit, outcome="no", text=text, source=reason.source)

    def _who_does(self, programme: str) -> str:
        """Return a role that a programme of staff is open to."""
        named = _WHO_DOES.get(programme)
        found = self.rulebook.programmes[programme]
        return named or next(role for role in sorted(STAFF) if admits(found, role))

    def _fits(self, stay: Planned, today: date) -> tuple[Fit, ...]:
        """Return how a stay stands to its programme, or to every one open to the person."""
        if self.of_staff:
            of_staff = staff_programmes(self.rulebook)
            kinds = (stay.kind,) if stay.kind in of_staff else of_staff
            each = (self._of_role(stay, self._who_does(str(kind)), today) for kind in kinds)
            return tuple(
                fit
                for kind, fits in zip(kinds, each, strict=True)
                for fit in fits
                if fit.programme == kind
            )
        role = STUDENT if self.role is None else str(self.role)
        fits = self._of_role(stay, role, today)
        return tuple(fit for fit in fits if stay.kind in (None, fit.programme)) or fits

    def _of_role(self, stay: Planned, role: str, today: date) -> tuple[Fit, ...]:
        return self.rulebook.durations(
            read_duration("duration", stay.value),
            role=role,
            cycle=None if self.cycle is None or self.of_staff else str(self.cycle),
            on=today,
        ).fits

    def _line(self, stay: Planned, fits: Sequence[Fit], voice: Voice) -> str:
        """Return one stay with what its length fits."""
        length = _words(stay.value, voice)
        if stay.hours is not None:
            hours = option("hours", stay.hours, voice)
            length = voice.say("stays_together.with_hours", length=length, hours=hours)
            # The hours are the same for both stays of staff, and so is the reason.
            fits = fits[:1] if len({fit.outcome for fit in fits}) == 1 else fits
        if len(fits) == 1:
            reason = fits[0].text.values["text"]
            if isinstance(reason, Text):
                cycle = stay.cycle or self.cycle
                reason = beside_its_name(reason, {} if cycle is None else {"cycle": cycle})
            because = within_sentence(voice.plain(reason))
            programme = fits[0].named
            hangs = isinstance(reason, Text) and reason.id == "rules.reason.unknown"
            said = "hangs" if hangs else fits[0].outcome
            return voice.say(
                f"stays_together.line_{said}", length=length, programme=programme, because=because
            )
        fitting = tuple(one.named for one in fits if one.outcome != "no")
        if not fitting:
            return voice.say("stays_together.line_none", length=length)
        return voice.say(
            "stays_together.line_some", len(fitting), length=length, programmes=fitting
        )

    def _total(self, voice: Voice, today: date, *, some_fit_nothing: bool) -> str:
        if self.of_staff:
            said = "staff_no" if some_fit_nothing else "staff"
            return voice.say(f"stays_together.{said}")
        cycles = tuple(dict.fromkeys(one.cycle for one in self.planned))
        if self.cycle is None and len(cycles) > 1 and None not in cycles:
            return "\n".join(self._of_a_cycle(str(cycle), voice, today) for cycle in cycles)
        lengths = [*self.used, *(one.value for one in self.planned)]
        account = self._account(lengths, today)
        values: dict[str, Value] = {
            "sum": " + ".join(_words(one, voice) for one in lengths),
            "together": months_and_days(account.used),
            "limit": months_and_days(account.limit),
            "left": months_and_days(account.left),
            "left_of_it": left_of_it(account.left),
            "over": months_and_days(account.over),
        }
        over = self._is_over(account, today)
        total = voice.say(f"stays_together.{_how(account, over=over)}", **values)
        if some_fit_nothing and not over:
            return f"{voice.say('stays_together.not_each')}\n{total}"
        mixed = account.semesters and account.used
        said = self._first_word(account, over=over, depends=bool(mixed))
        return f"<b>{voice.say(f'stays_together.{said}')}</b> {total}"

    def _first_word(self, account: Account, *, over: bool, depends: bool) -> str:
        """Return which word answers what is asked of them."""
        asked = self.asked
        if asked.supposed is not None and not account.semesters:
            return "yes" if account.used == asked.supposed * MONTH else "no"
        if asked.in_the_way and not depends:
            return "in_the_way" if over else "not_in_the_way"
        return "no" if over else "depends" if depends else "yes"

    def _of_a_cycle(self, cycle: str, voice: Voice, today: date) -> str:
        """Return what the stays of one of several cycles leave of it: they are never one sum."""
        account = self._account([one.value for one in self.planned if one.cycle == cycle], today)
        over = self._is_over(account, today)
        said = "over" if over else "terms" if account.semesters else "left"
        return voice.say(
            f"stays_together.cycle_{said}",
            cycle=fact("cycle", cycle, voice),
            limit=months_and_days(account.limit),
            left_of_it=left_of_it(account.left),
            over=months_and_days(account.over),
        )

    def _account(self, lengths: Sequence[Json], today: date) -> Account:
        return self.rulebook.account(
            [read_duration("used", one, least=0) for one in lengths], on=today
        )

    def _is_over(self, account: Account, today: date) -> bool:
        """Return whether the stays are more than a cycle allows, however short a semester is."""
        _, name = self.rulebook.cap.bounds[CAP]
        most = int(str(self.rulebook.parameter(str(name), on=today).value))
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


def _words(value: Json, voice: Voice) -> str:
    return render(duration(value), voice.locale) if isinstance(value, dict) else ""
