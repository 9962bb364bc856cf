"""Which learning record store (LRS) to send to: ``lrs.toml`` in the data folder, or the environment.

The secret is never taken from the command line, where every user of the machine could read it.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, urlsplit

from engine.records.errors import shown
from engine.records.exports.subject import CannotExport
from engine.records.home import Home

FILE: Final = "lrs.toml"
KEYS: Final = ("endpoint", "key", "secret", "base")
"""The settings; ``MOODLINE_LRS_ENDPOINT`` and so on in the environment come before the file's."""
NEEDED: Final = ("endpoint", "key", "secret")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class LrsSettings:
    """Where to send statements, and as whom."""

    endpoint: str
    """The LRS's address, without ``/statements`` and without a slash at its end."""
    key: str
    secret: str = field(repr=False)


def variable(key: str) -> str:
    """The environment variable of a setting."""
    return f"MOODLINE_LRS_{key.upper()}"


def read_lrs(home: Home, environment: Mapping[str, str]) -> LrsSettings:
    """The LRS that is set up.

    Raises:
        CannotExport: none is, or what is set cannot be used.
    """
    values = _values(home, environment)
    path = home.folder / FILE
    if unset := [key for key in NEEDED if not values.get(key)]:
        variables = ", ".join(map(variable, unset))
        raise CannotExport(
            f"No learning record store is set up: {', '.join(unset)} missing. Write them into "
            f"{shown(path)} or set {variables}; nothing was sent."
        )
    return LrsSettings(
        _address(values["endpoint"]), _header_text("key", values), _header_text("secret", values)
    )


def read_base(home: Home, environment: Mapping[str, str]) -> str | None:
    """What the IRIs in statements begin with, if that is set.

    Raises:
        CannotExport: what is set is no such address.
    """
    base = _values(home, environment).get("base")
    if not base:
        return None
    parts = _split(base)
    if parts is None or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise CannotExport(
            f"base is {shown(base)!r}; it has to be an address of yours, such as https://example.org/xapi."
        )
    return base.rstrip("/")


def missing(home: Home, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Which of the settings that are needed are set nowhere.

    Raises:
        CannotExport: the file cannot be read, or holds something else than settings.
    """
    values = _values(home, environment)
    return tuple(key for key in NEEDED if not values.get(key))


def others_may_read(home: Home) -> bool:
    """Whether somebody else on this machine can read the file with the secret."""
    try:
        return bool((home.folder / FILE).stat().st_mode & 0o077) and os.name == "posix"
    except OSError:
        return False


def _values(home: Home, environment: Mapping[str, str]) -> dict[str, str]:
    path = home.folder / FILE
    try:
        kept = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        kept = {}
    except OSError as error:
        raise CannotExport(f"{shown(path)} cannot be read ({shown(error.strerror or 'unknown')}).") from error
    except ValueError as error:  # no TOML, or no UTF-8; the words of neither quote what stands there
        where = str(error).rpartition("(")[2].rstrip(")") if "line" in str(error) else "it is no UTF-8 text"
        raise CannotExport(f"{shown(path)} is not valid TOML ({shown(where)}).") from error
    for key, value in kept.items():
        if key not in KEYS:
            raise CannotExport(
                f"{shown(path)}: there is no setting {shown(key)!r}; there are {', '.join(KEYS)}."
            )
        if not isinstance(value, str):
            raise CannotExport(f"{shown(path)}: {key} has to be a text in quotation marks.")
    given = {key: environment[variable(key)] for key in KEYS if environment.get(variable(key))}
    return {**kept, **given}


def _address(endpoint: str) -> str:
    parts = _split(endpoint)
    usable = parts is not None and parts.hostname and not (parts.query or parts.fragment)
    if parts is None or not usable or parts.scheme not in ("http", "https"):
        raise CannotExport(
            f"endpoint is {shown(_without_login(endpoint))!r}; it has to be an address such as "
            "https://lrs.example.org/xapi."
        )
    if parts.username or parts.password:
        raise CannotExport("endpoint holds a user name or password; they belong in key and secret.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise CannotExport(
            f"endpoint begins with http: the secret would cross the network unprotected. "
            f"Use https://{shown(parts.netloc)}{shown(parts.path)}."
        )
    return endpoint.rstrip("/").removesuffix("/statements")


def _split(address: str) -> SplitResult | None:
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.netloc else None


def _without_login(address: str) -> str:
    return address.rpartition("@")[2]


def _header_text(name: str, values: Mapping[str, str]) -> str:
    if not values[name].isprintable():
        raise CannotExport(f"{name} holds a character that cannot be sent, such as a line break.")
    return values[name]
