"""Messages to the person of a conversation with an office: on Telegram, or on the chat's page."""

from collections.abc import Sequence

from bot.storage import WEB_BOT
from bot.storage.changes import Change
from bot.storage.talks import Copy, NoteCopy, Post, Talk
from bot.telegram import office_words as words
from bot.telegram.outgoing import Outgoing, Rows
from bot.web.posts import WebKey, written
from locales import Locale


def to_person(
    about: Talk,
    html: str,
    *,
    heading: str = "",
    buttons: Rows = (),
    origin: int | None = None,
    edits: Sequence[int] = (),
    said: bool = True,
    lasting: bool = False,
) -> list[Change]:
    """Return what puts a message before the person; nothing where they are forgotten.

    Args:
        about: the conversation.
        html: what it says.
        heading: who says it, above every part.
        buttons: under the last part.
        origin: the number of the staff's message that it is a copy of.
        edits: the copies that it takes the place of; what is more comes as new messages.
        said: it belongs to the conversation, and is not given up soon.
        lasting: it is not given up at all while Telegram cannot be reached.
    """
    if about.chat is None or about.person is None:
        return []
    locale = Locale(about.locale)
    if about.home == WEB_BOT:
        whole = f"<b>{heading}</b>\n\n{html}" if heading else html
        payload = written(
            whole,
            locale,
            talk=about.code,
            buttons=[[WebKey(key.label, key.data) for key in row] for row in buttons],
            origin=origin,
            replaces=bool(edits),
        )
        changes: list[Change] = [Post(about.chat, about.person, payload, home=WEB_BOT)]
        if origin is not None and not edits:
            # The page knows it by the number that it has in the staff chat.
            changes.append(NoteCopy(about.code, Copy(about.chat, origin, origin)))
        return changes
    htmls = words.to_person(heading, html) if heading else (html,)
    htmls += (words.say("shortened", locale),) * (len(edits) - len(htmls))
    last = len(htmls) - 1
    return [
        Post(
            about.chat,
            about.person,
            Outgoing(
                locale.value,
                html=part,
                buttons=buttons if place == last else (),
                edit=edits[place] if place < len(edits) else None,
                talk=about.code if said else None,
                lasting=lasting,
                origin=origin,
            ).to_payload(),
        )
        for place, part in enumerate(htmls)
    ]
