"""Asking over HTTP: patience with servers that are busy, an end to it with those that are broken."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest

from casus.errors import CasusError, ResourceError
from casus.llm.client import ATTEMPTS, MOST_BYTES, Client
from casus.llm.settings import Endpoint, endpoint_from
from casus.llm.usage import Usage
from tests.llm.answers import EMPTY
from tests.llm.serving import Json, Said, always, completion, in_turn, serving

KEY = "sk-very-secret"


def endpoint(url: str, timeout: float = 5.0) -> Endpoint:
    """The endpoint at an address."""
    named = {"CASUS_LLM_URL": url, "CASUS_LLM_MODEL": "toy-1", "CASUS_LLM_KEY": KEY}
    return endpoint_from({**named, "CASUS_LLM_TIMEOUT": str(timeout)})


def outcome(answer: Callable[[Json, int], Said], timeout: float = 5.0) -> tuple[Json | CasusError, list[float], int]:
    """What comes of one question, the waits in between and how often the server was asked."""
    waits: list[float] = []
    with serving(answer) as served:
        client = Client(endpoint(served.url, timeout), sleep=waits.append)
        try:
            found: Json | CasusError = client.ask({"question": 1}, "report.txt")
        except CasusError as error:
            found = error
    return found, waits, len(served.asked)


def test_an_answer_comes_back_and_is_counted() -> None:
    """Tokens are those that the endpoint says."""
    with serving(always(completion(EMPTY))) as served:
        client = Client(endpoint(served.url))

        assert client.ask({"question": 1}, "report.txt") == EMPTY
        assert client.spent == Usage(1, 0, 1000, 200)
        assert served.headers[0]["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    """Waits double where the server does not say how long."""
    found, waits, asked = outcome(in_turn(Said(status=status), Said(status=status), completion(EMPTY)))

    assert (found, waits, asked) == (EMPTY, [1.0, 2.0], 3)


@pytest.mark.parametrize(
    ("after", "waited"),
    [("0", 0.0), ("7", 7.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon", 1.0), ("-5", 1.0), ("1e9", 1.0)],
)
def test_the_server_says_how_long_to_wait(after: str, waited: float) -> None:
    """As seconds or as a date; nonsense is as good as nothing."""
    busy = Said(status=429, headers=(("Retry-After", after),))

    assert outcome(in_turn(busy, completion(EMPTY))) == (EMPTY, [waited], 2)


def test_a_server_that_wants_to_be_left_alone_for_a_day_is() -> None:
    """The report is refused at once; the next run may ask again."""
    found, waits, asked = outcome(always(Said(status=429, headers=(("Retry-After", "86400"),))))

    assert "the endpoint answered 429" in str(found)
    assert (waits, asked) == ([], 1)


def test_patience_ends() -> None:
    """A server that stays broken costs a bounded number of attempts."""
    found, waits, asked = outcome(always(Said(b"down", status=503)))

    assert "report.txt: the endpoint answered 503 (down)" in str(found)
    assert (len(waits), asked) == (ATTEMPTS - 1, ATTEMPTS)


@pytest.mark.parametrize(
    ("status", "kind", "remedy"),
    [
        (400, CasusError, "CASUS_LLM_EXTRA"),
        (401, ResourceError, "CASUS_LLM_KEY"),
        (403, CasusError, "CASUS_LLM_EXTRA"),
        (404, ResourceError, "CASUS_LLM_MODEL"),
    ],
)
def test_what_asking_again_does_not_mend_is_not_asked_again(status: int, kind: type, remedy: str) -> None:
    """Wrong keys and unknown models hold for every report, so they end the run."""
    found, _, asked = outcome(always(Said(b'{"error": {"message": "no such thing"}}', status=status)))

    assert type(found) is kind
    assert isinstance(found, CasusError)
    assert "no such thing" in str(found)
    assert remedy in found.remedy
    assert asked == 1


def test_the_key_is_in_no_message() -> None:
    """Some servers repeat the key that they do not like."""
    found, _, _ = outcome(always(Said(json.dumps({"error": {"message": f"bad key {KEY}"}}).encode(), status=401)))

    assert "bad key [key]" in str(found)
    assert KEY not in str(found)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(status: int) -> None:
    """Neither the report nor the key goes where the user did not send it."""
    with serving(always(completion(EMPTY))) as other:
        found, _, _ = outcome(always(Said(status=status, headers=(("Location", f"{other.url}/chat/completions"),))))

    assert "redirects are not followed" in str(found)
    assert other.asked == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param(Said(b""), "the endpoint gave no answer", id="nothing"),
        pytest.param(Said(b"<html>hello</html>"), "the endpoint gave no answer", id="a page"),
        pytest.param(Said(b'{"choices": []}'), "the endpoint gave no answer", id="empty choices"),
        pytest.param(Said(b'{"choices": [null]}'), "the endpoint gave no answer", id="no choice"),
        pytest.param(Said(b'{"choices": {"0": 1}}'), "the endpoint gave no answer", id="choices of another type"),
        pytest.param(Said(b"[" * 100_000), "the endpoint gave no answer", id="deep"),
        pytest.param(Said(b"\xff\xfe\x00"), "the endpoint gave no answer", id="no text"),
        pytest.param(Said(b'{"choices": [{}]', length=400), "cannot reach the endpoint", id="cut connection"),
        pytest.param(completion(None), "an empty answer", id="no content"),
        pytest.param(completion("  "), "an empty answer", id="blank"),
        pytest.param(completion("I am sorry."), "an answer in another form", id="prose"),
        pytest.param(completion(json.dumps(EMPTY)[:-5]), "an answer in another form", id="truncated"),
        pytest.param(completion("9" * 5000), "an answer in another form", id="a huge number"),
        pytest.param(completion([EMPTY]), "an answer in another form", id="a list"),
        pytest.param(completion({"claims": [], "states": []}), "an answer in another form", id="a missing list"),
        pytest.param(completion({**EMPTY, "claims": {}}), "an answer in another form", id="no list"),
        pytest.param(completion(EMPTY, finish="length"), "the answer was cut off", id="out of tokens"),
        pytest.param(completion(EMPTY, finish="content_filter"), "the model refused", id="filtered"),
        pytest.param(completion(None, refusal="I cannot."), "the model refused .*'I cannot.'", id="refused"),
    ],
)
def test_answers_that_are_none_are_told_apart(said: Said, message: str) -> None:
    """Each names the report and what to do."""
    found, _, _ = outcome(always(said))

    assert isinstance(found, CasusError)
    with pytest.raises(CasusError, match=f"report.txt: ({message})"):
        raise found
    assert found.remedy


@pytest.mark.parametrize(
    "content",
    ["```json\n{}\n```", "```\n{}\n```", "<think>The army\nleft.</think>\n{}", "<think>x</think> ```json\n{}```"],
)
def test_what_models_put_around_an_answer_is_taken_off(content: str) -> None:
    """Thoughts and fences are no part of it."""
    assert outcome(always(completion(content.replace("{}", json.dumps(EMPTY)))))[0] == EMPTY


@pytest.mark.parametrize("usage", [[], {"prompt_tokens": "many"}, {"prompt_tokens": -4}, {"completion_tokens": 1e30}])
def test_counts_that_are_none_count_nothing(usage: object) -> None:
    """A server that does not count must not spoil the sum."""
    with serving(always(completion(EMPTY, usage=usage))) as served:
        client = Client(endpoint(served.url))
        client.ask({}, "report.txt")

    assert client.spent == Usage(requests=1)


def test_tokens_of_useless_answers_are_counted() -> None:
    """They are paid for all the same."""
    with serving(always(completion("no", finish="length"))) as served:
        client = Client(endpoint(served.url))
        with pytest.raises(CasusError):
            client.ask({}, "report.txt")

    assert client.spent == Usage(1, 0, 1000, 200)


def test_an_endless_answer_is_cut_short() -> None:
    """Memory is bounded whatever a server sends."""
    found, _, _ = outcome(always(Said(b" " * (MOST_BYTES + 1))))

    assert "more than 8 MB" in str(found)


@pytest.mark.parametrize("drip", [0.02, 5.0])
def test_a_slow_answer_is_not_waited_for(drip: float) -> None:
    """Neither one that stalls nor one that comes byte by byte, which no socket's time-out ends."""
    found, _, asked = outcome(always(Said(b" " * 500, drip=drip)), timeout=0.2)

    assert "no whole answer within 0.2 seconds" in str(found)
    assert asked == 1


def test_a_server_that_is_not_there_is_named() -> None:
    """With the variable to correct."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"

    with pytest.raises(CasusError, match="cannot reach the endpoint") as caught:
        Client(endpoint(url)).ask({}, "report.txt")
    assert "CASUS_LLM_URL" in caught.value.remedy
