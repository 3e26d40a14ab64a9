"""setWebhook, deleteWebhook, getWebhookInfo."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.preview.call import Call, Json
from bot.preview.methods.table import method
from bot.preview.methods.updates import allow_updates
from bot.preview.refusal import bad_request
from bot.preview.updates import DEFAULT_KINDS
from bot.preview.webhook import WebhookDelivery
from bot.preview.world import World

_PORTS = frozenset({80, 88, 443, 8443})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWebhook:
    """https://core.telegram.org/bots/api#setwebhook."""

    url: str = ""
    ip_address: str = ""
    max_connections: int = 40
    allowed_updates: str = ""
    drop_pending_updates: bool = False
    secret_token: str = ""


@method("setWebhook", SetWebhook)
def set_webhook(world: World, asked: SetWebhook, _call: Call) -> bool:
    """Send updates to this address from now on; without an address, end that."""
    if asked.drop_pending_updates:
        world.queue.clear()
    if not asked.url:
        world.set_webhook(None)
        return True
    target = _target(world, asked.url)
    if len(asked.secret_token) > 256:
        raise bad_request("secret token is too long")
    if _SECRET.fullmatch(asked.secret_token) is None:
        raise bad_request("secret token contains unallowed characters")
    allow_updates(world, asked.allowed_updates)
    world.poll.end("Conflict: terminated by setWebhook request")
    world.set_webhook(
        WebhookDelivery(
            asked.url,
            target,
            asked.secret_token,
            min(max(asked.max_connections, 1), 100),
            asked.ip_address,
        )
    )
    return True


def _target(world: World, url: str) -> str:
    """Return where an address leads on this machine.

    Loopback is taken as it is, as Telegram's server does when it is run with `--local`; any other
    address must be one that Telegram takes, and have a place on this machine (`webhook_routes`).
    """
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not host or parts.scheme not in {"http", "https"}:
        raise bad_request("invalid webhook URL specified")
    if host in _LOOPBACK:
        return url
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    for public, local in world.webhook_routes.items():
        if url == public or url.startswith(public.rstrip("/") + "/"):
            return local.rstrip("/") + url[len(public.rstrip("/")) :]
    raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteWebhook:
    """https://core.telegram.org/bots/api#deletewebhook."""

    drop_pending_updates: bool = False


@method("deleteWebhook", DeleteWebhook)
def delete_webhook(world: World, asked: DeleteWebhook, _call: Call) -> bool:
    """End the sending of updates to the bot's server."""
    if asked.drop_pending_updates:
        world.queue.clear()
    world.set_webhook(None)
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class GetWebhookInfo:
    """https://core.telegram.org/bots/api#getwebhookinfo."""


@method("getWebhookInfo", GetWebhookInfo)
def get_webhook_info(world: World, _asked: GetWebhookInfo, _call: Call) -> Json:
    """Tell where updates go, how many wait, and what went wrong last."""
    pending = len(world.queue)
    if world.webhook is None:
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": pending}
    else:
        info = world.webhook.to_info(pending)
    if world.queue.allowed != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(world.queue.allowed)
    return info
