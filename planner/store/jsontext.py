"""Values to JSON bytes and back.

Client text is stored exactly as it came, neither normalised nor escaped: what was imported is
what can be shown as evidence. Half surrogate pairs, which broken exports contain and UTF-8
cannot hold, are kept as JSON escapes, which plain ``json`` reads back as they were.
"""

from __future__ import annotations

import msgspec

_BOM = b"\xef\xbb\xbf"


class NotJson(ValueError):  # noqa: N818 - it says what is wrong with the bytes
    """Bytes that are no JSON text; the message says why."""


class NotStorable(ValueError):  # noqa: N818 - it says what is wrong with the value
    """A value that JSON cannot hold; the message says which."""


def to_json(value: object) -> bytes:
    """Return ``value`` as UTF-8 JSON.

    Raises:
        NotStorable: Something in it has no JSON form.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(value)).encode("ascii")
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError) as error:
        raise NotStorable(str(error)) from error


def from_json(data: bytes) -> object:
    """Return what a JSON text holds.

    Raises:
        NotJson: The bytes are no JSON text.
    """
    text = data.removeprefix(_BOM)  # an editor may have put one there
    try:
        result: object = msgspec.json.decode(text)
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        import json

        try:
            result = json.loads(text.decode("utf-8"))
        except (ValueError, RecursionError):
            raise NotJson(str(error)) from error
    return result
