"""What an office writes, as server-sent events to a page that stays connected.

The page names the last message that it has, so that after a broken connection it gets what came
meanwhile, each once. It asks by POST, because a chat's id stands in no address.
"""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.web.chat import WebChat
from bot.web.visitor import address_of

# A proxy closes what is silent for a minute; and what goes on for ever is not noticed to be dead.
_SILENCE_SECONDS = 20.0
_LONGEST_SECONDS = 600.0


async def stream(
    request: web.Request, chat: WebChat, whose: str, after: int, headers: Mapping[str, str]
) -> web.StreamResponse:
    """Write messages to a chat until its page is gone, or for ten minutes: then it comes again.

    Raises:
        TooManyListenersError: it may not stay connected.
        StorageError: the database cannot be used, before anything was written.
    """
    number = address_of(whose).chat
    event = chat.listeners.add(number)
    try:
        first = await chat.posts(whose, after)
        response = web.StreamResponse(
            headers={
                **headers,
                "Content-Type": "text/event-stream; charset=utf-8",
                "Cache-Control": "no-store",
                # nginx would keep it back until there is more.
                "X-Accel-Buffering": "no",
            }
        )
        await response.prepare(request)
        until = asyncio.get_running_loop().time() + _LONGEST_SECONDS
        try:
            await response.write(b":\n\n")
            while asyncio.get_running_loop().time() < until:
                for each in first:
                    await response.write(f"id: {each.id}\ndata: {each.payload}\n\n".encode())
                    after = each.id
                if await _woken(event):
                    event.clear()
                    first = await chat.posts(whose, after)
                else:
                    await response.write(b":\n\n")
                    # In case its waking was missed.
                    first = await chat.posts(whose, after)
        except ConnectionError:
            return response
        return response
    finally:
        chat.listeners.remove(number, event)


async def _woken(event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(_SILENCE_SECONDS):
            await event.wait()
    except TimeoutError:
        return False
    return True
