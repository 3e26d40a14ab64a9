"""Asking, one question at a time, for what can still change the result.

The state is the answers alone (`Interview.answers`). Which question comes next, how many are left
and whether there is a result is computed from them each time, so going back, changing an answer or
telling several facts at once are one and the same thing: other answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from bot.dialogue import policy
from bot.dialogue.cues.of_a_pack import left_out, unavailable
from bot.dialogue.cues.publishers import computed_by
from bot.dialogue.interview.day_buttons import day_rows, month_rows
from bot.dialogue.interview.export import based_on
from bot.dialogue.state.session import FormState
from bot.forms import Card, Form, Way
from bot.forms import slot_wording as wording
from bot.forms.form import paragraphs
from bot.forms.slot import SlotType
from bot.forms.slot_questions import Question, question, slot_of
from bot.messages.button_data import UNKNOWN, Verb, data, token
from bot.messages.changed import replace
from bot.messages.effect import Answer, Button, ButtonStyle, Outcome, Reply
from bot.messages.json_value import Json
from bot.messages.markup import plain
from bot.messages.voice import Voice
from knowledge import Knowledge
from locales.months import month_name
from rules import Rulebook
from rules.institutions import registry

Rows = tuple[tuple[Button, ...], ...]
_ASKED = "asked now"
# More quoted sentences than these nobody reads on a phone.
_GROUNDS = 3


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Leads interviews over the forms."""

    rulebook: Rulebook
    knowledge: Knowledge
    forms: Mapping[str, Form]
    contacts: Mapping[str, str] = field(default_factory=dict)

    def without_texts(self, institution: Json, voice: Voice) -> Reply | None:
        """Return that nothing can be computed for an institution whose texts are not at hand."""
        of = left_out((str(institution),))
        return None if of is None else unavailable(of, self.contacts, voice)

    def asking(self, interview: FormState, today: date) -> str | None:
        """Return the fact that is asked for now; None when there is a result.

        Several steps ask it of one form: it is kept beside the form's fields, and goes with them.
        """
        kept: tuple[Interviewer, date, str | None] | None = interview.__dict__.get(_ASKED)
        if kept is None or kept[0] is not self or kept[1] != today:
            kept = interview.__dict__[_ASKED] = self, today, self._asking(interview, today)
        return kept[2]

    def _asking(self, interview: FormState, today: date) -> str | None:
        if interview.changing is not None:
            return interview.changing
        form = self.forms[interview.tool]
        still_open = form.open_questions(interview.answers, today)
        if interview.brief:
            still_open = tuple(fact for fact in still_open if fact in form.required)
        return still_open[0] if still_open else None

    def show(
        self,
        interview: FormState,
        voice: Voice,
        today: date,
        note: str = "",
        options: tuple[Json, ...] = (),
        *,
        month: date | None = None,
    ) -> Reply:
        """Return the message of an interview as it stands: its next question, or its result.

        Args:
            interview: the tool and the answers.
            voice: the reader's words.
            today: what is in force.
            note: HTML to stand before it: why the question is asked, or what was not understood.
            options: offer these answers instead of the usual ones.
            month: of a day that is asked for, offer those of this month.

        Raises:
            rules.FactError: when the answers are outside what the rules allow.
        """
        fact = self.asking(interview, today)
        if fact is None:
            return self._result(interview, voice, today, note)
        form = self.forms[interview.tool]
        asked = question(fact, interview.answers, self.rulebook)
        asked = replace(asked, options=options) if options else asked
        still_open = [one for one in form.open_questions(interview.answers, today) if one != fact]
        row = slot_of(fact)
        if row is None or row.type is not SlotType.DAY:
            month = None
        whom = registry()[computed_by(interview.tool, interview.answers)].named
        which_day = "" if month is None else month_name(month, voice.locale)
        told = {slot: value for slot, value in interview.answers.items() if slot != fact}
        html = paragraphs(
            note,
            f"<b>{voice.say(f'ask.{asked.wording}', **whom)}</b>",
            voice.say("interview.which_day", month=which_day) if which_day else "",
            "\n".join(
                (
                    *filter(None, [based_on(told, voice)]),
                    *([voice.say("interview.left", len(still_open))] if still_open else ()),
                )
            ),
        )
        return Reply(
            html=html,
            locale=voice.locale,
            buttons=(
                *_offered(interview, asked, voice, today, month),
                *_which_one(interview, asked, voice),
                *_steps(interview, fact, form, voice),
            ),
            in_place=True,
            outcome=Outcome.ASK,
            subject=f"form:{interview.tool}/{fact}",
        )

    def _result(self, interview: FormState, voice: Voice, today: date, note: str) -> Reply:
        card = self.forms[interview.tool].card(interview.answers, voice, today)
        grounds = based_on(interview.answers, voice, beside=card.html)
        html = paragraphs(note, card.html, grounds)
        share = Button(voice.label("button.share"), _step(interview, "share"))
        change = Button(voice.label("button.change"), _step(interview, "summary"))
        my_case = Button(voice.label("button.case"), data(Verb.CASE))
        ways = [_way(interview, way) for way in card.ways]
        if card.rich:
            # An older client shows no table, and nothing in its place.
            ways.append(Button(voice.label("button.text"), _step(interview, "text")))
        if card.ways and card.ways[0].tool is not None:
            ways[0] = replace(ways[0], style=ButtonStyle.PRIMARY)
        return Reply(
            html=html,
            locale=voice.locale,
            buttons=_in_rows([*ways, share, change, my_case], 2),
            in_place=True,
            rich=(note, *card.rich, grounds) if card.rich else (),
            outcome=Outcome.ANSWER,
            answers=(self.answer(interview, card),),
            subject=f"form:{interview.tool}",
            rated=f"form:{interview.tool}" if interview.tool in policy.VERDICTS else None,
        )

    def answer(self, interview: FormState, card: Card) -> Answer:
        """Return a result as programs read it."""
        return Answer(interview.tool, card.title, plain(card.html), card.sources, 1.0)

    def summary(self, interview: FormState, voice: Voice, today: date) -> Reply:
        """Return every answer with a button to give it anew."""
        rows = tuple(
            (
                Button(
                    _one_line(plain(wording.fact(fact, value, voice))),
                    _step(interview, "change", fact),
                ),
            )
            for fact, value in interview.answers.items()
        )
        done = Button(voice.label("button.done"), _step(interview, "show"))
        return Reply(
            html=voice.say("interview.summary"),
            locale=voice.locale,
            buttons=(*rows, (done,)),
            in_place=True,
            # From a result it is reached with the verdict on the screen, which stays there.
            anew=self.asking(interview, today) is None,
        )

    def unchanged(self, interview: FormState, voice: Voice) -> Reply:
        """Say that the result above stays as it is."""
        change = Button(voice.label("button.change"), _step(interview, "summary"))
        html = voice.say("interview.unchanged")
        return Reply(html, voice.locale, ((change,),), in_place=True)

    def grounds(self, interview: FormState, voice: Voice, today: date) -> tuple[str, ...]:
        """Return what made a result, as HTML: each condition with the sentence that states it.

        Where nothing was judged, it is what each fact adds to the result.
        """
        form, answers = self.forms[interview.tool], interview.answers
        stated = {one.quote.text: one for one in form.grounds(answers, today)}
        if not stated:
            asked = (fact for fact in answers if slot_of(fact) is not None)
            return tuple(dict.fromkeys(self.why(interview, fact, voice) for fact in asked))
        return tuple(
            f"{voice.text(one.text)}\n<blockquote expandable>{escape(one.quote.text)}</blockquote>"
            for one in tuple(stated.values())[:_GROUNDS]
        )

    def why(self, interview: FormState, fact: str, voice: Voice) -> str:
        """Return why a fact is asked for, with the rule's source, as HTML; empty for no reason."""
        reason = self.forms[interview.tool].why(fact, interview.answers)
        if reason is None:
            return ""
        words = voice.text(reason.text)
        if reason.source is None:
            return words
        return f"{words}\n<i>{self.knowledge.source_label(reason.source, voice.locale)}</i>"


def with_answers(interview: FormState, facts: Mapping[str, Json]) -> FormState:
    """Return the interview with more answers.

    One given before takes its new value and its old place.
    """
    return replace(interview, answers={**interview.answers, **facts}, changing=None, month=None)


def without(interview: FormState, fact: str) -> FormState:
    """Return the interview with one answer less."""
    kept = {name: value for name, value in interview.answers.items() if name != fact}
    return replace(interview, answers=kept)


def without_last(interview: FormState) -> FormState:
    """Return the interview one step back.

    A change is given up, or the last answer is taken back.
    """
    if interview.changing is not None or not interview.answers:
        return replace(interview, changing=None)
    answers = dict(interview.answers)
    answers.popitem()
    # Going back from a result of a brief question means wanting to be asked.
    return replace(interview, answers=answers, brief=False)


def _offered(
    interview: FormState, asked: Question, voice: Voice, today: date, month: date | None
) -> Rows:
    """Return the answers as buttons; of a day first its month, then the day."""
    row = slot_of(asked.slot)
    if row is None or row.type is not SlotType.DAY or asked.options:
        return _options(interview, asked, voice)
    if month is None:
        return month_rows(interview, today, voice)
    return day_rows(interview, asked.slot, month, voice)


def _options(interview: FormState, asked: Question, voice: Voice) -> Rows:
    buttons = [
        Button(
            wording.option(asked.slot, value, voice),
            data(Verb.ANSWER, interview.number, asked.slot, token(value)),
        )
        for value in asked.options
    ]
    return _in_rows(buttons, asked.columns)


def _which_one(interview: FormState, asked: Question, voice: Voice) -> Rows:
    """Ask who does not know which programme is theirs how long they would stay."""
    if interview.tool != "eligibility" or asked.slot != "programme":
        return ()
    return ((Button(voice.label("button.suits"), data(Verb.TOOL, "duration")),),)


def _steps(interview: FormState, fact: str, form: Form, voice: Voice) -> Rows:
    first = [Button(voice.label("button.why"), _step(interview, "why"))]
    if fact not in form.required:
        unknown = data(Verb.ANSWER, interview.number, fact, UNKNOWN)
        first.append(Button(voice.label("button.unknown"), unknown))
    second = [Button(voice.label("button.cancel"), _step(interview, "cancel"))]
    if interview.answers:
        second.insert(0, Button(voice.label("button.back"), _step(interview, "back")))
    return (tuple(first), tuple(second))


def _step(interview: FormState, step: str, *arguments: str) -> str:
    return data(Verb.STEP, interview.number, step, *arguments)


def _way(interview: FormState, way: Way) -> Button:
    if way.tool is None:
        return Button(way.label, _step(interview, *way.argument))
    return Button(way.label, data(Verb.TOOL, way.tool, *way.argument))


def _in_rows(buttons: Sequence[Button], width: int) -> Rows:
    return tuple(tuple(buttons[row : row + width]) for row in range(0, len(buttons), width))


def _one_line(text: str) -> str:
    return " ".join(text.split())
