"""What a run tells of its own network: each pause as it happens, and once however many met it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crawler.brake import Brake, Pause
from crawler.target import Network
from results.errors import PersonError

CUT = "本机网络中断"
"""Why a site is left waiting."""
_NAMED = 10  # sites named in a line; the ledger has them all


class Pauses:
    """Hears of the pauses of all worker processes (told apart by a number), and says them in Chinese."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stopped: set[int] = set()
        self._ended: dict[str, str] = {}  # how a pause went, by the minutes between which it lay

    def hear(self, process: int, pause: Pause) -> None:
        """A process stopped, went on, or gave up."""
        before = bool(self._stopped)
        if pause.ended is None:
            self._stopped.add(process)
        else:
            self._stopped.discard(process)
            self._ended[pause.span] = "未恢复" if pause.over else "已恢复"
        if bool(self._stopped) != before:
            self._say(pause.says)

    def lost(self, process: int) -> None:
        """A process is gone: it will not say any more that it went on."""
        self._stopped.discard(process)

    @property
    def told(self) -> str:
        """All of them in one sentence, "" when there was none."""
        spans = "、".join(f"{span} 暂停，{how}" for span, how in self._ended.items())
        return f"{CUT}：{spans}" if spans else ""


async def wait_for_network(network: Network, say: Callable[[str], None]) -> None:
    """Before a run: waits until a witness answers. Raises PersonError when none does within the patience."""
    if not await Brake(network, lambda pause: say(pause.says)).ready():
        raise PersonError(
            f"本机网络不通：{'、'.join(network.witnesses)} 都没有应答，等了 {network.patience_minutes:g} 分钟；"
            "什么都没有开始。请检查本机网络，或核对设置 [network] witnesses"
        )


def left_waiting(keys: Iterable[str], told: str, command: str) -> list[str]:
    """The lines at the end of a run that our own network cut short."""
    keys = sorted(keys)
    rest = f"等 {len(keys)} 个网站" if len(keys) > _NAMED else ""
    return [
        f"{told or CUT}；没有做完：{'、'.join(keys[:_NAMED])}{rest}",
        f"这些网站没有下任何结论；网络恢复后用 {command} --resume 接着做",
    ]
