"""One question to the model: from the cache where it was answered before, else from the endpoint."""

from __future__ import annotations

from threading import Lock
from typing import Any

from casus.errors import ResourceError
from casus.llm.cache import Cache
from casus.llm.client import Client
from casus.llm.prompt import request, request_digest
from casus.llm.settings import Endpoint
from casus.llm.usage import Usage, in_words

Json = dict[str, Any]


class Asker:
    """Asks the model of one endpoint, each question once. Several threads may ask at a time."""

    def __init__(self, endpoint: Endpoint, client: Client | None = None) -> None:
        self._endpoint = endpoint
        self._client = client or Client(endpoint)
        self._cache = Cache(endpoint.cache) if endpoint.cache else None
        self._lock = Lock()
        self._cached = 0

    def answer(self, question: str, where: str) -> Json:
        """The model's answer. Raises as `Client.ask`, and `ResourceError` where answers cannot be kept."""
        body = request(self._endpoint, question)
        digest = request_digest(body)
        kept = self._cache.get(digest) if self._cache else None
        if kept is not None:
            with self._lock:
                self._cached += 1
            return kept
        answer = self._client.ask(body, where)
        self._keep(digest, answer)
        return answer

    def _keep(self, digest: str, answer: Json) -> None:
        if self._cache is None:
            return
        try:
            self._cache.put(digest, answer)
        except OSError as error:
            raise ResourceError(
                f"answers cannot be kept ({error.strerror or error})",
                where=str(self._cache.folder),
                expected="a folder that can be written to",
                remedy="name another with CASUS_LLM_CACHE",
            ) from error

    @property
    def usage(self) -> Usage:
        """What it took so far."""
        return self._client.spent + Usage(cached=self._cached)

    def told(self) -> str:
        """What it took so far, for people."""
        return in_words(self.usage, self._endpoint.prices)
