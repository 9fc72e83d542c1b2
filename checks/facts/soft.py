"""Pages that answer 200 and say that there is nothing: their words, and what a made-up address beside them tells."""

from __future__ import annotations

import re

SHORT = 400
"""Characters: only so short a text is an error message as a whole."""
_WORDS = re.compile(
    r"(?:页面|网页|文章|内容|信息)(?:不存在|找不到|未找到|已被?(?:删除|移除))|(?:^|\W)404(?:\W|$)|找不到(?:该|此|您)?(?:页面|网页)"
)


def says_not_found(title: str, text: str) -> bool:
    """True when a page says as a whole that it is not there: in its title, and its text is no more than that."""
    return len(text) <= SHORT and _WORDS.search(title[:100]) is not None
