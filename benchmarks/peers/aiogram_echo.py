"""A bare echo bot on aiogram 3, for the library's own cost; `make peers` installs it."""

import asyncio
import os

from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: types.Message) -> None:
    """Send a text back."""
    if message.text is not None:
        await message.answer(message.text)


def main() -> None:
    """Poll until a signal."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    asyncio.run(dispatcher.start_polling(bot))


if __name__ == "__main__":
    main()
