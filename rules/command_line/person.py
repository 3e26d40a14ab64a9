"""Answers for a person at a terminal: the answer first, then why, then what else to know."""

from collections.abc import Iterable, Iterator
from datetime import date

from locales import Locale, Money, Text, Value, format_value, render
from rules.deadlines import Deadlines
from rules.estimate import Estimate
from rules.estimate_lines import EstimateLine
from rules.fits import Fits
from rules.grades import GradeMatches
from rules.not_modelled import left_to_people
from rules.rulebook import Rulebook
from rules.verdict import Verdict
from rules.wording import days, fact_questions


class Reader:
    """Puts answers into words for one reader."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale

    def words(self, text: Text) -> str:
        """Return a text in the reader's language."""
        return render(text, self._locale)

    def value(self, value: Value) -> str:
        """Return a value as the reader writes it."""
        return format_value(value, self._locale)

    def _say(self, wording: str, **values: Value) -> str:
        return self.words(Text(f"rules.{wording}", values))

    def _list(self, heading: str, items: Iterable[str]) -> Iterator[str]:
        lines = [f"- {item}" for item in items]
        if lines:
            yield from ("", self._say(heading), *lines)

    def _sourced(self, text: Text, source: str) -> str:
        return f"{self.words(text)} [{source}]" if source else self.words(text)

    def verdict(self, verdict: Verdict, rulebook: Rulebook) -> Iterator[str]:
        """Yield whether somebody may go."""
        yield self._say(f"verdict.{verdict.outcome}", programme=verdict.title)
        reasons = (self._sourced(reason.text, reason.source) for reason in verdict.reasons)
        yield from self._list("verdict.reasons", reasons)
        yield from self._list("verdict.change", map(self.words, verdict.would_change))
        named = rulebook.at(verdict.institution).institution.named
        missing = zip(verdict.missing, fact_questions(verdict.missing, named), strict=True)
        yield from self._list(
            "verdict.missing", (f"{fact}: {self.words(text)}" for fact, text in missing)
        )
        unchecked = (self._sourced(note, note.source) for note in verdict.not_modelled)
        yield from self._list("verdict.not_modelled", unchecked)
        yield ""
        yield from map(self.words, verdict.notes)

    def estimate(self, estimate: Estimate, stay: int) -> Iterator[str]:
        """Yield what a stay is paid."""
        yield self._say(
            "cli.total",
            total=Money(estimate.total, estimate.currency),
            days=days(stay),
            programme=estimate.programme.title,
        )
        for line in estimate.lines:
            if line.amount is not None:
                yield f"- {self._paid(line, Money(line.amount, estimate.currency))}"
        uncertain = (self.words(line.text) for line in estimate.lines if not line.certain)
        yield from self._list("cli.uncertain", uncertain)
        yield ""
        yield from (self._sourced(note, note.source) for note in estimate.notes)
        sources = dict.fromkeys(line.source for line in estimate.lines)
        yield self._say("cli.source", source=", ".join(sources))

    def _paid(self, line: EstimateLine, amount: Money) -> str:
        return self._say("cli.line", line=line.text, amount=amount)

    def fits(self, fits: Fits) -> Iterator[str]:
        """Yield which programmes a length fits."""
        order = ("yes", "depends", "no")
        if fits.nearest is not None:
            yield self.words(fits.nearest.text)
        for fit in sorted(fits.fits, key=lambda one: order.index(one.outcome)):
            outcome = self._say(f"cli.fit.{fit.outcome}")
            yield f"- {outcome}: {self._sourced(fit.text, fit.source)}"
        yield ""
        yield from map(self.words, fits.notes)
        yield self._say("verdict.general")

    def grades(self, matches: GradeMatches) -> Iterator[str]:
        """Yield what a mark is worth."""
        for match in matches.matches:
            yield self._say("cli.grade", row=match.text)
        yield self.words(matches.note)
        yield from map(self.words, matches.notes)
        yield self._say("cli.source", source=", ".join(matches.sources))

    def deadlines(self, deadlines: Deadlines) -> Iterator[str]:
        """Say by when recognition must be prepared."""
        yield self._say("cli.proposal_by", date=deadlines.proposal_by)
        yield self._say("cli.documents_by", date=deadlines.documents_by)
        yield ""
        yield from (self._sourced(note, note.source) for note in deadlines.notes)

    def conditions(self, programme: str, rulebook: Rulebook, on: date) -> Iterator[str]:
        """Yield a programme's conditions as a numbered list, to be held against its source."""
        found = rulebook.programme(programme)
        yield self.value(found.title)
        for number, condition in enumerate(rulebook.conditions(programme, on=on), start=1):
            yield f"{number}. {self.words(condition.text)}"
            yield f"   {condition.id} · {self._say('cli.source', source=condition.source)}"
            yield f"   “{condition.quote.text}”"
            yield f"   {self._say('cli.facts', facts=', '.join(condition.facts))}"
            numbers = [self._number(name, rulebook, on) for name in condition.parameters]
            if numbers:
                yield f"   {self._say('cli.numbers', numbers=', '.join(numbers))}"
        unchecked = (self._sourced(note, note.source) for note in left_to_people(found))
        yield from self._list("verdict.not_modelled", unchecked)

    def _number(self, name: str, rulebook: Rulebook, on: date) -> str:
        found = rulebook.parameter(name, on=on)
        value = format_value(found.value, self._locale)
        return f"{name} = {value} ({found.unit}, {found.reference}, {found.checked_on})"
