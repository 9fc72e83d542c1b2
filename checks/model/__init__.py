"""The nouns that all rooms share: registry, captures, pages, views, findings, urls.

Law: the standard library only, frozen and slotted dataclasses, aware datetimes (stored UTC, shown +08:00),
points are `Decimal`, enums are `StrEnum`. Nothing here decides whether a site is at fault.
"""
