"""What the bot says of a draft in the staff chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.button_data import Verb, data
from bot.messages.effect import File
from bot.messages.markup import escape
from bot.office import coded
from bot.storage.drafts import Draft
from bot.telegram import office_words as words
from bot.telegram.outgoing import Key, Outgoing, Rows
from locales import Locale

# A draft that is longer is shown as a file.
_SHOWN_LETTERS = 3000
_MOST_PROBLEMS = 8
_PROBLEM_LETTERS = 400


@dataclass(frozen=True, slots=True)
class DraftLines:
    """Writes about a draft, under the message that it answers.

    Attributes:
        draft: the draft.
        locale: the language of its staff.
        message: the number of the message that it answers.
        thread: the topic of that.
        query: the tap that it answers.
    """

    draft: Draft
    locale: Locale
    message: int | None = None
    thread: int | None = None
    query: str | None = None

    def shown(self) -> Outgoing:
        """Return the draft itself."""
        draft, content = self.draft, self.draft.content
        heading = f"<b>{words.say('draft', self.locale)}</b>"
        how = words.say("how_draft", self.locale)
        if len(content) > _SHOWN_LETTERS:
            file = File(f"{draft.code.lower()}.yaml", content)
            return self._outgoing((heading, how), file=file)
        return self._outgoing((heading, f"<pre>{escape(content)}</pre>", how))

    def line(
        self, message: str, problems: Sequence[str] = (), *, can_be_approved: bool = False
    ) -> Outgoing:
        """Return a line, with what is wrong below it, or with the button that approves."""
        listed = [escape(_cut(one)) for one in problems[:_MOST_PROBLEMS]]
        buttons: Rows = ()
        if can_be_approved:
            tapped = data(Verb.STAFF, "approve", self.draft.code)
            buttons = ((Key(words.say("approve", self.locale), tapped),),)
        under = "\n".join(f"• {one}" for one in listed)
        return self._outgoing((words.say(message, self.locale), under), buttons)

    def noticed(self) -> Outgoing:
        """Return what shows that it is taken up: a reaction, or a word to who tapped."""
        if self.query is not None:
            notice = words.say("checking", self.locale)
            return Outgoing(self.locale.value, query=self.query, notice=notice)
        return Outgoing("", reaction=words.SEEN, reply_to=self.message)

    def _outgoing(
        self, parts: Sequence[str], buttons: Rows = (), *, file: File | None = None
    ) -> Outgoing:
        return Outgoing(
            self.locale.value,
            html=coded(self.draft.code, "\n\n".join(filter(None, parts))),
            buttons=buttons,
            file=file,
            reply_to=self.message,
            thread=self.thread,
            query=self.query,
            quotes=self.draft.talk,
        )


def _cut(problem: str) -> str:
    if len(problem) <= _PROBLEM_LETTERS:
        return problem
    return f"{problem[: _PROBLEM_LETTERS - 1]}…"
