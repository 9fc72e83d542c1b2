"""Where the real pages are, and the server that comes with them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def corpus() -> Path | None:
    """The folder of the corpus, None where there is none."""
    folder = Path(os.environ.get("XUNWANG_CORPUS") or ROOT.parent / "shared/corpus")
    return folder if (folder / "MANIFEST.csv").exists() else None


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Serves the corpus on loopback: its address, and the registry of the sites worth crawling (csv)."""
    folder = corpus()
    assert folder is not None
    tool = folder.parent / "tools/serve_corpus.py"
    registry = subprocess.run(
        [sys.executable, str(tool), "--print-registry"], capture_output=True, text=True, check=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, str(tool), "--port", str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert "serving" in server.stdout.readline()
        yield f"127.0.0.1:{port}", registry.stdout
    finally:
        server.terminate()
        server.wait()
        if server.stdout:
            server.stdout.close()
