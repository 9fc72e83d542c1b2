"""What headers and body of an answer showed, as short words: crawler and readers write them, one table reads them.

A mark is `kind:detail`. Strong marks (`wall:`) say that something answered in the place of the site; weak ones
(`guard:`) only name the product that stands before it, and prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

WALL = "wall:"  # a challenge or a block page, told by status and body together; detail: the product
GUARD = "guard:"  # a product that headers or cookies name
BAD_CERTIFICATE = "bad-certificate"  # it answered, but its certificate does not hold
THROTTLED = "throttled"  # it named a time to wait (Retry-After, rate-limit headers)
LOGIN = "login"  # it led to a page that asks who one is
TO_HOME = "to-home"  # redirects led from a deep address to the home page of a host
WORDS = "words:not-found"  # its title, or a short text, says that the page is not there
SIBLING = "sibling:"  # what a made-up address beside it says; see `Sibling`
PARKED = "parked:"  # a page of those who deal in names; detail: by what it was told
TAMPERED = "tampered:"  # signs of a page taken over; detail: which
CLASS = "class:"  # what the page is about: government, news, business, gambling, porn …
WAS = "was:"  # what pages of its host were about when first seen
CODE = "code:"  # the site code (网站标识码) that the page carries
ORGAN = "organ:"  # the organ whose site the page says it is
FILE = "file:"  # empty, html, broken: what a file is in place of what it is called
FENCED = "fenced"  # every deep address of its host says "not there"
SUBMITTED = "submitted"  # only a form that is sent leads there: what it says to a mere question proves nothing
MAINTENANCE = "maintenance"  # a short page that says the site is being worked on
EMPTY = "empty"  # a good status and not one byte to read
CUT = "cut"  # the document was not read to its end: longer than our bound, or it broke off
STALLED = "stalled"  # our own machine stood still while it was asked: the time measured is not the site's
UNWITNESSED = "unwitnessed"  # our witness hosts did not answer either, around that time
UNPROVEN = "unproven"  # asked over IPv6 while nothing proved that our own way out over it works


def of(marks: Iterable[str], kind: str) -> str:
    """The detail of the first of `marks` of that `kind` ("wall:", …), "" when there is none."""
    return next((mark[len(kind) :] for mark in marks if mark.startswith(kind)), "")
