"""The way to a language model behind any address that answers like OpenAI's chat completions. Off unless it is set."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import urllib3

from kelisim.engines.reading.proposals.parse import MAX_ANSWER

SECONDS = 30.0
MAX_BYTES = 4 * MAX_ANSWER
PATH = "/chat/completions"


class ModelError(Exception):
    """`code`: bad_address, unreachable, slow, refused (with its status), too_long, no_answer."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """`address` as OpenAI's, `http://localhost:11434/v1`; the key is never printed."""

    address: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> LanguageModel | None:
        """KELISIM_MODEL_URL, KELISIM_MODEL, KELISIM_MODEL_KEY; None where the first is not set."""
        address = environment.get("KELISIM_MODEL_URL", "")
        name = environment.get("KELISIM_MODEL", "default")
        return cls(address.rstrip("/"), name, environment.get("KELISIM_MODEL_KEY", "")) if address else None

    def ask(self, messages: list[dict[str, str]]) -> str:
        """The text of the first answer; no redirects, no second try, no more than so many bytes and seconds."""
        if not self.address.startswith(("http://", "https://")):
            raise ModelError("bad_address", "KELISIM_MODEL_URL begins with http:// or https://")
        body = {"model": self.name, "messages": messages, "temperature": 0, "response_format": {"type": "json_object"}}
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        with urllib3.PoolManager(retries=False) as pool:
            try:
                answer = pool.request(
                    "POST", self.address + PATH, body=json.dumps(body).encode(), headers=headers, redirect=False,
                    timeout=urllib3.Timeout(total=self.seconds), preload_content=False,
                )  # fmt: skip
                return _content(self._received(answer), answer.status)
            except urllib3.exceptions.NewConnectionError as error:
                raise ModelError("unreachable", "nobody answers there") from error
            except urllib3.exceptions.TimeoutError as error:
                raise ModelError("slow", f"no answer within {self.seconds:g} s") from error
            except urllib3.exceptions.HTTPError as error:
                raise ModelError("unreachable", type(error).__name__) from error

    def _received(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        """Piece by piece: a server that drips a byte a second is slow, one that never ends is too long."""
        began, received = time.monotonic(), b""
        while piece := answer.read1(16_384, decode_content=True):
            received += piece
            if len(received) > MAX_BYTES:
                raise ModelError("too_long", f"more than {MAX_BYTES} bytes")
            if time.monotonic() - began > self.seconds:
                raise ModelError("slow", f"no whole answer within {self.seconds:g} s")
        return received


def _content(received: bytes, status: int) -> str:
    if status != 200:
        raise ModelError("refused", f"status {status}")
    try:
        content = json.loads(received)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ModelError("no_answer", "the answer is no chat completion") from error
    if not isinstance(content, str):
        raise ModelError("no_answer", "the answer holds no text")
    return content
