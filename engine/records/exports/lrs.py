"""One request to a learning record store (LRS): statements go, and its answer is looked at closely.

The standard library's client does all of it: certificates are verified, and the proxies of the environment
are used. Redirects are not followed, because the secret would go along to wherever they point.
"""

import base64
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread
from typing import IO, Any, Final, Literal

from engine.records.exports.lrs_settings import LrsSettings
from engine.records.exports.xapi import Statement

Answer = Literal["stored", "refused", "too large", "denied", "trouble"]
"""``stored``: the LRS has them. ``refused``: it will not take these, ever. ``too large``: it may take fewer
at a time. ``denied``: it lets us in not at all. ``trouble``: perhaps later."""

_MOST_BYTES: Final = 1024 * 1024
"""So much of an answer is read."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one request."""

    answer: Answer
    words: str
    """What the LRS answered, or why there is no answer; a part of a sentence."""
    wait: float = 0.0
    """How many seconds the LRS asks to wait before the next request; 0 if it does not say."""


class Lrs:
    """A learning record store.

    Args:
        settings: where it is, and as whom to send.
        timeout: seconds to wait for a connection, and for each part of an answer.
        longest: seconds that a request may take in all: an answer that comes drop by drop has no end.
        context: how certificates are verified; None verifies them as the system does.
    """

    def __init__(
        self,
        settings: LrsSettings,
        timeout: float = 20.0,
        context: ssl.SSLContext | None = None,
        longest: float = 40.0,
    ) -> None:
        self.settings = settings
        self.timeout = timeout
        self.longest = longest
        handler = urllib.request.HTTPSHandler(context=context or ssl.create_default_context())
        self._opener = urllib.request.build_opener(handler, _NoRedirects)

    def store(self, statements: Sequence[Statement]) -> Told:
        """Send statements, once. They are stored only if the LRS answers with the id of each."""
        told: list[Told | Exception] = []

        def ask() -> None:
            try:
                told.append(self._store(statements))
            except Exception as error:  # It is raised again where somebody sees it.
                told.append(error)

        # Neither looking up a name nor reading a status line can be told when to stop: a request that takes
        # too long is left to itself.
        request = Thread(target=ask, name="request to the LRS", daemon=True)
        request.start()
        request.join(self.longest)
        if not told:
            return Told("trouble", "it did not come to an end of its answer")
        if isinstance(told[0], Exception):
            raise told[0]
        return told[0]

    def _store(self, statements: Sequence[Statement]) -> Told:
        body = json.dumps(list(statements), ensure_ascii=False).encode()
        login = f"{self.settings.key}:{self.settings.secret}".encode()
        headers = {
            "Authorization": f"Basic {base64.b64encode(login).decode()}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
            "Accept": "application/json",
            "User-Agent": "Moodline",
        }
        address = f"{self.settings.endpoint}/statements"
        request = urllib.request.Request(address, data=body, headers=headers, method="POST")
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                return _told(response.status, _read(response), [each["id"] for each in statements])
        except urllib.error.HTTPError as error:
            with error:
                return _failed(error)
        except ssl.SSLCertVerificationError as error:
            return Told("denied", f"its certificate cannot be trusted ({error.verify_message})")
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                return Told("denied", f"its certificate cannot be trusted ({error.reason.verify_message})")
            if isinstance(error.reason, TimeoutError):
                return Told("trouble", "it did not answer in time")
            return Told("trouble", f"it cannot be reached ({_reason(error.reason)})")
        except TimeoutError:
            return Told("trouble", "it did not answer in time")
        except (http.client.IncompleteRead, http.client.RemoteDisconnected):
            return Told("trouble", "it hung up in the middle")
        except OSError as error:
            return Told("trouble", f"the connection broke ({_reason(error)})")
        except (http.client.HTTPException, ValueError) as error:
            return Told("trouble", f"what it answers is not what a web server says ({type(error).__name__})")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *_: Any) -> None:
        """Not followed."""


def _read(response: IO[bytes]) -> bytes:
    return response.read(_MOST_BYTES + 1)


def _told(status: int, body: bytes, ids: list[str]) -> Told:
    if status not in (200, 204):
        return Told("trouble", f"it answered {status}, which is no answer to statements")
    try:
        stored = json.loads(body)
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, list) or {str(each).lower() for each in stored} != set(ids):
        return Told("trouble", f"it answered {status}, but not with the ids of what was sent")
    return Told("stored", "it has them")


def _failed(error: urllib.error.HTTPError) -> Told:
    status = error.code
    words = f"it answered {status} {http.client.responses.get(status, '')}".rstrip()
    if status == 413:
        return Told("too large", words)
    if status in (401, 403):
        return Told("denied", f"{words}: look at key and secret")
    if status in (404, 405, 410) or 300 <= status < 400:
        return Told("denied", f"{words}: look at the endpoint")
    if status in (408, 425, 429) or status >= 500:
        return Told("trouble", words, _seconds(error.headers.get("Retry-After", "")))
    return Told("refused", words + _said(error))


def _said(error: urllib.error.HTTPError) -> str:
    """The beginning of what the LRS has to say about it."""
    try:
        said = " ".join(error.read(400).decode("utf-8", "replace").split())
    except (OSError, http.client.HTTPException):
        return ""
    return f": {said[:200]}" if said else ""


def _seconds(retry_after: str) -> float:
    """What a ``Retry-After`` in seconds asks for; 0 for a date or anything else."""
    return (
        float(retry_after)
        if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6
        else 0.0
    )


def _reason(reason: object) -> str:
    text = getattr(reason, "strerror", None) or str(reason)
    return str(text).lower()
