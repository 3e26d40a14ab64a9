"""Forms as pages inside Telegram: the button that opens one, and the case that comes back."""

import hashlib
from collections.abc import Callable

from bot.dialogue.state.session import FormState
from bot.forms.case_link import CaseLinkError, decode, encode
from bot.messages.effect import Reply
from bot.messages.event import Said
from bot.storage import NewUpdate, Store
from bot.telegram import words
from bot.telegram.incoming import Incoming
from bot.telegram.init_data import read_init_data
from bot.telegram.outgoing import Key

_FIRST_BIT = 1 << 63


class FormPages:
    """Gives results of forms a button that opens the page with all their fields."""

    def __init__(self, address: str) -> None:
        """Nothing is shown yet.

        Args:
            address: where the pages are; Telegram takes https alone.
        """
        self._address = address

    def key(self, reply: Reply) -> Key | None:
        """Return the button for a reply; None for one that is no result of a form."""
        try:
            interview = FormState.from_json((reply.about or {})["interview"])
        except (KeyError, ValueError):
            return None
        payload = encode(interview.tool, interview.answers)
        if payload is None:
            return None
        page = f"{self._address}/check?language={reply.locale.tag}#case={payload}"
        return Key(words.all_fields(reply.locale), page=page)


class HandOver:
    """Takes a case that was filled in on the page into the person's chat, as if they opened it."""

    def __init__(
        self,
        bot_id: int,
        token: str,
        store: Store,
        wake: Callable[[Incoming], None],
        clock: Callable[[], float],
    ) -> None:
        self._bot_id = bot_id
        self._token = token
        self._store = store
        self._wake = wake
        self._clock = clock

    async def take(self, init_data: str, payload: str) -> bool:
        """Answer in the chat; the same case from the same page is taken once.

        Returns:
            False for launch data that Telegram has not signed, or for no case.

        Raises:
            StorageError: nothing was kept.
        """
        visitor = read_init_data(init_data, self._token, self._clock())
        if visitor is None:
            return False
        try:
            decode(payload)
        except CaseLinkError:
            return False
        digest = hashlib.blake2b(f"{init_data}\n{payload}".encode(), digest_size=8).digest()
        # Telegram's own numbers are positive.
        number = int.from_bytes(digest, "big") % _FIRST_BIT - _FIRST_BIT
        incoming = Incoming(
            number,
            visitor.person,
            visitor.person,
            Said(f"/start {payload}"),
            client_language=visitor.language,
        )
        new = NewUpdate(number, incoming.chat, incoming.person, incoming.to_payload())
        if await self._store.append(self._bot_id, [new]):
            self._wake(incoming)
        return True
