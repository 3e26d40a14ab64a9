"""The kind of mobility that a length fits, told first where it does not fit the one asked about.

An exchange of 20 days is for doctoral students the short stay, and one of 3 months a traineeship,
as long as it covers no whole semester.
"""

from typing import cast

from bot.dialogue import policy
from bot.dialogue.computing import Computing
from bot.dialogue.cues import asked_kinds as kinds
from bot.dialogue.cues.leading_words import asks_whether
from bot.dialogue.cues.sums_named import names_a_sum
from bot.dialogue.reply_lines import with_heading, with_headline
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message
from bot.forms.by_cycle import refused_in_every_cycle
from bot.forms.condition_words import in_their_cycle
from bot.forms.form import within_sentence
from bot.forms.programmes import named, whose
from bot.messages.effect import Effect
from bot.understanding import FactValue
from bot.understanding.lengths.stay_lengths import in_days
from bot.understanding.people.programmes import kinds_of_stay
from bot.understanding.tokens import take_apart
from locales import Text
from rules import Verdict
from rules.programmes.roles import STUDENT
from rules.reading_duration import read_duration

_STUDY, _TRAINEESHIP = "study", "traineeship"
_SHORT_PHD, _DOCTORAL = "short_phd", "doctoral"
_VERDICTS = frozenset({"eligibility", "duration"})


def with_what_fits(
    form: FormState, computing: Computing, message: Message, effects: tuple[Effect, ...]
) -> tuple[Effect, ...]:
    """Return a verdict on an exchange that says first as what a stay so long can be."""
    answers, length = form.answers, form.answers.get("duration")
    if answers.get("programme") == _SHORT_PHD and form.tool in _VERDICTS:
        return _with_what_work_is(form, computing, message, effects)
    exchange = answers.get("programme") == _STUDY
    spoken_of = kinds.names_exchange(message.reading) or message.context.matter == _STUDY
    exchange = exchange or (form.tool == "duration" and spoken_of)
    if not exchange or length is None or form.tool not in _VERDICTS:
        return effects
    rules, voice = whose(computing.forms.rulebook, answers), message.voice
    told = {"cycle": str(answers["cycle"])} if "cycle" in answers else {}
    stay = read_duration("duration", length)
    judged = rules.durations(stay, role=STUDENT, on=message.today, **told)
    fits = {one.programme: one.outcome for one in judged.fits}
    if told.get("cycle") == _DOCTORAL:
        instead, line = (_SHORT_PHD, "short_stay_instead") if fits.get(_STUDY) == "no" else ("", "")
    else:
        open_ones = fits.get(_STUDY) == "depends" and _is_left_open(form, computing, message)
        instead, line = (_TRAINEESHIP, "traineeship_instead") if open_ones else ("", "")
    if fits.get(instead) != "yes":
        return effects
    words = {
        "asked": named(rules, _STUDY, voice),
        "instead": named(rules, instead, voice),
    }
    headline = voice.say(line, **words)
    reason = _only_reason(form, computing, message) if instead == _SHORT_PHD else None
    if reason is None:
        add = with_heading if instead == _SHORT_PHD else with_headline
        return add(headline, effects)
    # The reason without its "no": the line above says already what is possible and what is not.
    return with_headline(f"{headline}\n{voice.text(reason)}", effects)


def _only_reason(form: FormState, computing: Computing, message: Message) -> Text | None:
    """Return the reason of a verdict that has one; None where there is no verdict, or several."""
    verdict = computing.forms.forms[form.tool].compute(form.answers, message.today)
    if not isinstance(verdict, Verdict):
        return None
    verdict = in_their_cycle(verdict, form.answers)
    if verdict.outcome == "incomplete":
        rules = whose(computing.forms.rulebook, form.answers)
        verdict = refused_in_every_cycle(rules, _STUDY, form.answers, message.today) or verdict
    return verdict.reasons[0].text if len(verdict.reasons) == 1 else None


def _with_what_work_is(
    form: FormState, computing: Computing, message: Message, effects: tuple[Effect, ...]
) -> tuple[Effect, ...]:
    """Return a verdict on the short stay that says first what work at a company would be."""
    works = any(kind == _TRAINEESHIP for kind, _, _ in kinds_of_stay(take_apart(message.text)))
    length = form.answers.get("duration")
    if not works or length is None:
        return effects
    rules, voice = whose(computing.forms.rulebook, form.answers), message.voice
    judged = rules.durations(read_duration("duration", length), role=STUDENT, on=message.today)
    fit = next((one for one in judged.fits if one.programme == _TRAINEESHIP), None)
    because = None if fit is None else fit.text.values["text"]
    if fit is None or fit.outcome != "no" or not isinstance(because, Text):
        return effects
    said = within_sentence(voice.plain(because))
    return with_heading(voice.say("work_instead", programme=fit.named, because=said), effects)


def _is_left_open(form: FormState, computing: Computing, message: Message) -> bool:
    """Return whether nothing speaks against a short exchange but that it may be no whole term."""
    answers = form.answers
    days = in_days(cast("FactValue | None", answers.get("duration")))
    short = days is not None and days <= policy.SHORT_OF_A_TERM
    if not short or answers.get("covers_term") is not None:
        return False
    verdict = computing.forms.forms[form.tool].compute(answers, message.today)
    # What fits by length alone is no verdict, and refuses nobody.
    return not isinstance(verdict, Verdict) or verdict.outcome != "not_eligible"


def with_whether_it_fits(
    form: FormState, computing: Computing, message: Message, effects: tuple[Effect, ...]
) -> tuple[Effect, ...]:
    """Return an amount that says first that the stay fits, to who asks whether it is paid for."""
    answers, days = form.answers, form.answers.get("days")
    if form.tool != "grant" or days is None or kinds.asks_how_much(message.reading):
        return effects
    few = len(message.reading.words) < policy.FEWEST_WORDS
    # "30 days, so 1800 euros?" asks whether it is so much.
    if few or names_a_sum(message.reading) or not asks_whether(message.reading):
        return effects
    rules = whose(computing.forms.rulebook, answers)
    cycle = message.session.case.get("cycle")
    told = {} if cycle is None else {"cycle": str(cycle.value)}
    stay = read_duration("duration", {"days": days})
    judged = rules.durations(stay, role=STUDENT, on=message.today, **told)
    fits = [one for one in judged.fits if one.programme == answers.get("programme")]
    if not fits or fits[0].outcome != "yes":
        return effects
    voice, because = message.voice, fits[0].text.values["text"]
    said = within_sentence(voice.plain(because)) if isinstance(because, Text) else ""
    heading = voice.say("grant_fits", programme=fits[0].named, because=said)
    return with_heading(heading, effects)
