"""Say in a sum that too few credits were told for the stay to be one: nothing told is dropped."""

from bot.dialogue.computing import Computing
from bot.dialogue.reply_lines import with_second_line
from bot.dialogue.state.session import FormState
from bot.dialogue.turn import Message
from bot.forms.eligibility import EligibilityForm
from bot.forms.programmes import INSTITUTION
from bot.messages.effect import Effect

_SUM, _VERDICT, _CREDITS = "grant", "eligibility", "ects"


def with_what_is_too_little(
    form: FormState, effects: tuple[Effect, ...], message: Message, computing: Computing
) -> tuple[Effect, ...]:
    """Return a sum with the verdict behind it where the credits told beside it are too few."""
    credits_told = message.reading.case.get(_CREDITS)
    judge = computing.forms.forms[_VERDICT]
    if form.tool != _SUM or credits_told is None or not isinstance(judge, EligibilityForm):
        return effects
    kept = {name: form.answers[name] for name in ("programme", INSTITUTION) if name in form.answers}
    if "programme" not in kept:
        return effects
    answers = {**kept, _CREDITS: credits_told}
    if judge.compute(answers, message.today).outcome != "not_eligible":
        return effects
    verdict = judge.card(answers, message.voice, message.today).html.partition("\n\n")[0]
    return with_second_line(verdict, effects)
