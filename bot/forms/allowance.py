"""How much is left? The stays of one study cycle, one by one, against its months."""

from dataclasses import dataclass
from datetime import date

from bot.forms.cycle_total import leading_number, months_and_days, used_of_it
from bot.forms.form import Answers, Card, Way, Why
from bot.forms.programmes import INSTITUTION, whose
from bot.forms.slot_wording import duration
from bot.messages.effect import FactTable, Picture, PicturePart
from bot.messages.tables import has_table, in_words
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales import Text, Value, render
from rules import Account, Rulebook, StatedCondition
from rules.reading_duration import read_duration

MOST_STAYS = 6
_STAYS = tuple(f"stay{number}" for number in range(1, MOST_STAYS + 1))


@dataclass(frozen=True, slots=True)
class AccountForm:
    """The months of a cycle. Stays are asked for until one is "none"."""

    rulebook: Rulebook
    knowledge: Knowledge

    name = "account"
    facts = frozenset({INSTITUTION, *_STAYS})
    # A stay whose length is not known cannot be added up, so none can be left open.
    required = frozenset(_STAYS)

    def open_questions(self, answers: Answers, today: date) -> tuple[str, ...]:
        """Return the next stay, as long as the one before was one."""
        del today
        for fact in _STAYS:
            if fact not in answers:
                return (fact,)
            if no_more(answers, fact):
                return ()
        return ()

    def why(self, fact: str, answers: Answers) -> Why:
        """Say that all stays of the cycle count together."""
        del fact
        return Why(Text("conversation.why.stay"), whose(self.rulebook, answers).cap.source)

    def grounds(self, answers: Answers, today: date) -> tuple[StatedCondition, ...]:
        """Return none: it gives no verdict."""
        del answers, today
        return ()

    def compute(self, answers: Answers, today: date) -> Account:
        """Return the stays added up."""
        stays = [
            read_duration(fact, answers[fact])
            for fact in _STAYS
            if fact in answers and not no_more(answers, fact)
        ]
        return whose(self.rulebook, answers).account(stays, on=today)

    def card(self, answers: Answers, voice: Voice, today: date) -> Card:
        """Show what is left in the first line, then the stays."""
        account = self.compute(answers, today)
        told = [answers[fact] for fact in _STAYS if fact in answers and not no_more(answers, fact)]
        names = [render(duration(stay), voice.locale) for stay in told if isinstance(stay, dict)]
        title = voice.label("account.title")
        several = len(names) > 1
        head = _headline(account, voice)
        rest = (
            voice.say("account.semesters") if account.semesters else "",
            voice.say("account.counts", **whose(self.rulebook, answers).institution.named),
            voice.say("verdict.disclaimer"),
            self.knowledge.source_line((account.source,), voice.locale),
        )
        parts = (head, _stays(names, account, voice) if several else "", *rest)
        summed = voice.say("account.sum", sum=" + ".join(names), together=_values(account)["used"])
        ways = (
            Way(voice.label("tool.eligibility"), "eligibility", ()),
            Way(voice.label("button.picture"), None, ("picture",)),
        )
        return Card(
            title,
            in_words((head, summed if several else "", *rest)),
            (account.source,),
            ways,
            rich=parts if has_table(parts) else (),
            picture=_picture(title, account, names, voice),
        )


def _stays(names: list[str], account: Account, voice: Voice) -> FactTable:
    """Return the stays one by one, then what they come to and what the cycle allows."""
    values = _values(account)
    summed = [
        (voice.label("account.used"), voice.plain(values["used"])),
        (voice.label("account.limit"), voice.plain(values["limit"])),
    ]
    rows = [
        (voice.label("account.stay", number=number), name)
        for number, name in enumerate(names, start=1)
    ]
    head = (voice.label("account.column.stay"), voice.label("account.column.length"))
    return FactTable(head, (*rows, *summed))


def no_more(answers: Answers, fact: str) -> bool:
    """Return whether a fact says that there was no further stay."""
    stay = answers.get(fact) if fact in _STAYS else None
    return isinstance(stay, dict) and not any(stay.values())


def _outcome(account: Account) -> str:
    if account.over:
        return "over"
    if not account.left:
        return "full"
    if not account.used and not account.semesters:
        return "untouched"
    return "at_most" if account.semesters else "left"


def _headline(account: Account, voice: Voice) -> str:
    """Return what is left in one sentence, with its verb in agreement."""
    outcome = _outcome(account)
    agrees = outcome in ("left", "at_most")
    return voice.say(
        f"account.{outcome}",
        leading_number(account.left) if agrees else None,
        **_values(account),
        used_of_it=used_of_it(account),
    )


def _values(account: Account) -> dict[str, Value]:
    return {
        "left": months_and_days(account.left),
        "over": months_and_days(account.over),
        "used": months_and_days(account.used),
        "limit": months_and_days(account.limit),
    }


def _picture(title: str, account: Account, names: list[str], voice: Voice) -> Picture:
    stays = [
        PicturePart(voice.label("account.stay", number=number), name, stay.days)
        for number, (name, stay) in enumerate(zip(names, account.stays, strict=True), start=1)
        if stay.days
    ]
    left = render(months_and_days(account.left), voice.locale)
    room = PicturePart(voice.label("account.room"), left, account.left, empty=True)
    headline = voice.label(f"account.picture.{_outcome(account)}", **_values(account))
    most = render(months_and_days(account.limit), voice.locale)
    limit = PicturePart(voice.label("account.limit"), most, account.limit)
    return Picture(title, headline, (*stays, room) if account.left else tuple(stays), limit)
