"""What is open to me, and how long? The programmes for a role and a cycle, with their lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.forms.condition_words import beside_its_name, beside_the_length
from bot.forms.form import (
    Answers,
    Card,
    Why,
    check_of,
    known,
    listed,
    listed_or_said,
    paragraphs,
    within_sentence,
)
from bot.forms.programmes import INSTITUTION, is_of_staff, staff_programmes, whose
from bot.messages.voice import Voice
from bot.understanding.people.roles import ANY_STAFF
from knowledge import Knowledge
from locales import Text, Value
from rules import Days, Reason, Rulebook, StatedCondition, parse_facts
from rules.programmes.roles import STUDENT

_ANY_LENGTH = Days(1)
# Of these the sources do not say clearly whether a year of study is required.
_UNCLEAR = frozenset(
    f"rules.{words}.rule"
    for words in ("minimum_year_unclear", "second_year_bip", "second_year_traineeship")
)


# What says who is going.
_WHO = frozenset({"role", "cycle"})


@dataclass(frozen=True, slots=True)
class OptionsForm:
    """The programmes open to somebody. It asks for nothing: who is not told is anybody."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "options"
    facts = frozenset({INSTITUTION, "role", "cycle", "year"})
    required = frozenset[str]()

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return no questions: this form asks none."""
        del answers, today
        return ()

    def why(self, fact: str, answers: Answers) -> Why | None:
        """Say that who is going decides which programmes are open."""
        del answers
        if fact not in _WHO:
            return None
        return Why(Text(f"conversation.why.duration.{fact}"), None)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return none: it gives no verdict."""
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the programmes that are open, in their usual order."""
        role, cycle = known(answers, "role"), known(answers, "cycle")
        if role is None and known(answers, "year") is not None:
            # Only students are in a year of study.
            role = STUDENT
        rules = whose(self.rulebook, answers)
        if role == ANY_STAFF:
            return staff_programmes(rules)
        fits = rules.durations(
            _ANY_LENGTH,
            role=None if role is None else str(role),
            cycle=None if cycle is None else str(cycle),
            on=today,
        )
        too_early = {
            one.rule.partition(".")[0]
            for one in self._of_the_year(answers, today)
            if isinstance(one, Reason)
        }
        return tuple(fit.programme for fit in fits.fits if fit.programme not in too_early)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Return each programme with how long a stay may be, then the limit of a cycle."""
        programmes, rules = self.compute(answers, today), whose(self.rulebook, answers)
        of_the_year = self._of_the_year(answers, today)
        lengths = [(programme, _lengths(rules, programme)) for programme in programmes]
        limits = [one for _, conditions in lengths for one in conditions[1:]]
        sources = {one.source: None for _, conditions in lengths for one in conditions}
        sources.update((one.source, None) for one in of_the_year)
        texts = [one.text for one in limits]
        unclear = {
            one.id.partition(".")[0]: one.text.values["year"]
            for one in of_the_year
            if isinstance(one, StatedCondition) and one.text.id in _UNCLEAR
        }
        closed = [one for one in of_the_year if one.text.id not in _UNCLEAR]
        html = paragraphs(
            # What the year closes comes first: it decides more than any length.
            _bold("\n".join(dict.fromkeys(voice.text(one.text) for one in closed))),
            voice.say("options.head", **rules.institution.named),
            listed(
                "",
                (
                    voice.say(
                        "options.line",
                        programme=rules.programmes[programme].title,
                        length=_length(conditions[0], unclear.get(programme), answers, voice),
                    )
                    for programme, conditions in lengths
                ),
            ),
            "\n".join(dict.fromkeys(voice.text(text) for text in texts)),
            listed_or_said(
                voice,
                "duration.besides",
                "duration.one_besides",
                _besides(programmes, rules, voice),
            ),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line(tuple(sources), voice.locale),
        )
        ways = tuple(check_of(rules, programme, voice) for programme in programmes)
        return Card(voice.label("options.title"), html, tuple(sources), ways)

    def _of_the_year(self, answers: Answers, today: date) -> tuple[Reason | StatedCondition, ...]:
        """Return what the rules say of a year of study that is too early, or may be."""
        if known(answers, "year") is None or known(answers, "role") not in (None, "student"):
            return ()
        cycle = known(answers, "cycle")
        facts = parse_facts(
            {"role": "student", "cycle": cycle or "unknown", "year": known(answers, "year")}
        )
        found: list[Reason | StatedCondition] = []
        rules = whose(self.rulebook, answers)
        for programme, one_of_them in rules.programmes.items():
            of_the_year = [one.id for one in one_of_them.conditions if "year" in one.bounds]
            if not of_the_year:
                continue
            rule = of_the_year[0]
            held = {one.id for one in rules.holding(programme, facts, on=today)}
            reasons = rules.check(programme, facts, on=today).reasons
            fails = [one for one in reasons if one.rule == rule]
            stated = rules.conditions(programme, on=today)
            found += fails or [one for one in stated if one.id == rule and rule not in held]
        return tuple(found)


def _length(
    condition: StatedCondition, unclear_year: "Value | None", answers: Answers, voice: Voice
) -> str:
    """Return how long a stay is, as it stands behind the name of its programme.

    Args:
        condition: the condition on the length.
        unclear_year: the year of study of which the rules do not say if it is required.
        answers: what was told.
        voice: the reader's words.
    """
    length = within_sentence(voice.plain(beside_its_name(condition.text, answers)))
    length = length.removesuffix(".")
    if unclear_year is None:
        return length
    return voice.label("options.unclear", length=length, year=unclear_year)


def _lengths(rules: Rulebook, programme: str) -> tuple[StatedCondition, ...]:
    """Return the conditions on a stay's length, the programme's own first."""
    return tuple(one for one in rules.conditions(programme) if "duration" in one.facts)


def _besides(programmes: Sequence[str], rules: Rulebook, voice: Voice) -> tuple[str, ...]:
    """Return what staff need beside the length; students check a programme for the rest."""
    of_staff = [one for one in programmes if is_of_staff(rules, one)]
    return beside_the_length(rules, of_staff, voice)


def _bold(html: str) -> str:
    return f"<b>{html}</b>" if html else ""
