"""Which office a chat is the staff's of, also where the settings still name its old number."""

from bot.office import Office, Offices
from bot.storage import Store
from bot.storage.talks_gone import former_chats


async def office_at(store: Store, bot: int, offices: Offices, chat: int) -> Office | None:
    """Return the office whose staff are in a chat; None for other chats.

    Raises:
        StorageError: the database cannot be read.
    """
    if chat in offices.chats:
        return offices.chats[chat]
    for former in await store.read(former_chats(bot, chat)):
        if former in offices.chats:
            return offices.chats[former]
    return None
