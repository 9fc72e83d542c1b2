"""What names a site, an account or a unit, as a part of an address that comes back the same, whatever it holds.

Codes and plain names stand as they are. What a server, a proxy or a browser might read as something else (slashes, dots
alone, signs of a query) is packed: `~` and its UTF-8 in base64 for addresses.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from werkzeug.routing import BaseConverter, ValidationError

_PLAIN = re.compile(r"[\w-][\w.-]*")
_PACKED = re.compile(r"~[A-Za-z0-9_-]+")
_MOST = 8_000


class KeyConverter(BaseConverter):
    """`<key:name>` in a route."""

    regex = r"[^/]{1,12000}"

    def to_python(self, value: str) -> str:
        if not value.startswith("~"):
            if "\0" in value:  # PostgreSQL refuses to be asked for it
                raise ValidationError
            return value
        if not _PACKED.fullmatch(value):
            raise ValidationError
        try:
            key = urlsafe_b64decode(value[1:] + "=" * (-len(value[1:]) % 4)).decode()
        except ValueError as error:
            raise ValidationError from error
        if "\0" in key or len(key) > _MOST:
            raise ValidationError
        return key

    def to_url(self, value: str) -> str:
        if _PLAIN.fullmatch(value):
            return super().to_url(value)
        return f"~{urlsafe_b64encode(value.encode()).decode().rstrip('=')}"
