"""What reading by a model took: requests, tokens, money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Requests sent, answers taken from the cache, and tokens as the endpoint counts them (0 where it does not)."""

    requests: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(
            self.requests + other.requests,
            self.cached + other.cached,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )

    def cost(self, prices: tuple[float, float]) -> float:
        """Money at these prices per million prompt and completion tokens."""
        return (self.prompt_tokens * prices[0] + self.completion_tokens * prices[1]) / 1_000_000


def in_words(usage: Usage, prices: tuple[float, float] | None) -> str:
    """For people: "12 requests, 3 answers from the cache, 10,400 + 2,100 tokens, cost 0.0312"."""
    said = (
        f"{usage.requests} request{'' if usage.requests == 1 else 's'}",
        f"{usage.cached} answer{'' if usage.cached == 1 else 's'} from the cache",
        f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens",
        *([f"cost {usage.cost(prices):.4f}"] if prices else []),
    )
    return ", ".join(said)
