"""sendRichMessage: a message of blocks, with tables among them."""

from dataclasses import dataclass

from bot.preview.call import Call, Json
from bot.preview.methods.sending import Sending, deliver
from bot.preview.methods.table import method
from bot.preview.rich_blocks import read_rich
from bot.preview.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRichMessage(Sending):
    """https://core.telegram.org/bots/api#sendrichmessage."""

    rich_message: str = ""


@method("sendRichMessage", SendRichMessage)
def send_rich_message(world: World, asked: SendRichMessage, _call: Call) -> Json:
    """Send blocks."""
    return deliver(world, asked, {"rich_message": read_rich(asked.rich_message)})
