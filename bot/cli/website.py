"""Put the pages for visitors together, as the operator wants them."""

import ipaddress
from urllib.parse import urlsplit

from bot.dialogue.assistant import Assistant
from bot.limits.fair_share import FairShare
from bot.limits.processor_time import ProcessorTime
from bot.limits.time_limit import MESSAGE_SECONDS, MESSAGE_SECONDS_WITH_ENCODER, TimeLimit
from bot.storage import Store
from bot.telegram.options import Options
from bot.web.chat import WebChat
from bot.web.expert_form import ExpertForm
from bot.web.guard import Guard
from bot.web.metrics import WebMetrics
from bot.web.site import Site
from rules import Rulebook

# A whole faculty may stand behind one address; few of it ask at the same moment.
_PEOPLE_BEHIND_AN_ADDRESS = 10


def site_of(
    options: Options,
    store: Store,
    assistant: Assistant,
    rulebook: Rulebook,
) -> Site:
    """Return the pages over the store and the conversation that Telegram has too."""
    metrics = WebMetrics()
    plain = assistant.second_opinion is None
    limit = TimeLimit(MESSAGE_SECONDS if plain else MESSAGE_SECONDS_WITH_ENCODER)
    share = FairShare(limit, processor_time=ProcessorTime(_PEOPLE_BEHIND_AN_ADDRESS))
    chat = WebChat(store, assistant, metrics, share=share)
    expert = ExpertForm(rulebook, assistant.knowledge)
    return Site(chat, expert, Guard(hosts_of(options), options.web_origins), metrics)


def hosts_of(options: Options) -> tuple[str, ...]:
    """Return the names by which the pages may be reached, beside addresses and `localhost`."""
    addresses = [options.web_url, None if options.webhook is None else options.webhook.url]
    named = [urlsplit(each).hostname or "" for each in addresses if each is not None]
    try:
        ipaddress.ip_address(options.host)
    except ValueError:
        named.append(options.host)
    return tuple(named)
