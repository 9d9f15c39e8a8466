"""The endpoint comes from the environment, and what is missing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from casus.engine import build_engine
from casus.errors import InputError
from casus.llm.settings import WIDEST, endpoint_from
from casus.settings import Settings

URL = {"CASUS_LLM_URL": "http://127.0.0.1:8080/v1"}
BOTH = {**URL, "CASUS_LLM_MODEL": "toy-1"}
OPENAI = {**BOTH, "CASUS_LLM_URL": "https://api.openai.com/v1"}


@pytest.mark.parametrize("end", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_be_given_whole_or_up_to_the_version(end: str) -> None:
    """Both are seen in the manuals of servers."""
    endpoint = endpoint_from({**BOTH, "CASUS_LLM_URL": URL["CASUS_LLM_URL"] + end})

    assert endpoint.url == "http://127.0.0.1:8080/v1/chat/completions"


@pytest.mark.parametrize(
    ("environ", "variable"),
    [
        pytest.param({}, "CASUS_LLM_URL", id="nothing"),
        pytest.param({"CASUS_LLM_MODEL": "toy-1"}, "CASUS_LLM_URL", id="no address"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "127.0.0.1:8080"}, "CASUS_LLM_URL", id="no scheme"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "file:///etc/hosts"}, "CASUS_LLM_URL", id="a file"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "http://a:b@host/v1"}, "CASUS_LLM_URL", id="a password"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "http://host:port/v1"}, "CASUS_LLM_URL", id="no port"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "http://[host/v1"}, "CASUS_LLM_URL", id="no address of six"),
        pytest.param({**BOTH, "CASUS_LLM_URL": "http://ho st/v1"}, "CASUS_LLM_URL", id="a blank"),
        pytest.param(URL, "CASUS_LLM_MODEL", id="no model"),
        pytest.param({**BOTH, "CASUS_LLM_TIMEOUT": "soon"}, "CASUS_LLM_TIMEOUT", id="no number"),
        pytest.param({**BOTH, "CASUS_LLM_PRICE_IN": "nan"}, "CASUS_LLM_PRICE_IN", id="not a number"),
        pytest.param({**BOTH, "CASUS_LLM_PRICE_OUT": "-1"}, "CASUS_LLM_PRICE_OUT", id="negative"),
        pytest.param({**BOTH, "CASUS_LLM_EXTRA": "{"}, "CASUS_LLM_EXTRA", id="broken"),
        pytest.param({**BOTH, "CASUS_LLM_EXTRA": "[1]"}, "CASUS_LLM_EXTRA", id="no object"),
        pytest.param({**BOTH, "CASUS_LLM_EXTRA": '{"model": "other"}'}, "CASUS_LLM_EXTRA", id="another model"),
    ],
)
def test_what_is_missing_or_wrong_is_named(environ: dict[str, str], variable: str) -> None:
    """The message says which variable to set."""
    with pytest.raises(InputError) as caught:
        endpoint_from(environ)

    assert caught.value.where == variable
    assert caught.value.remedy


def test_a_key_with_a_line_break_is_refused_without_being_shown() -> None:
    """It would end the header; and no key belongs into a message."""
    with pytest.raises(InputError) as caught:
        endpoint_from({**BOTH, "CASUS_LLM_KEY": "sec\nret"})

    assert "sec" not in str(caught.value)


def test_the_key_of_openai_goes_to_no_other_host() -> None:
    """Whoever tries a local server keeps the key that lies in the environment."""
    assert endpoint_from({**BOTH, "OPENAI_API_KEY": "sk-1"}).key == ""
    assert endpoint_from({**OPENAI, "OPENAI_API_KEY": "sk-1"}).key == "sk-1"
    assert endpoint_from({**OPENAI, "OPENAI_API_KEY": "sk-1", "CASUS_LLM_KEY": "own"}).key == "own"


def test_the_key_is_not_printed() -> None:
    """An endpoint may turn up in a log."""
    assert "own" not in repr(endpoint_from({**BOTH, "CASUS_LLM_KEY": "own"}))


def test_the_rest_is_read(tmp_path: Path) -> None:
    """Time, folder, prices and further fields."""
    more = {
        "CASUS_LLM_TIMEOUT": "7",
        "CASUS_LLM_PARALLEL": "99",
        "CASUS_LLM_CACHE": str(tmp_path),
        "CASUS_LLM_PRICE_OUT": "2.5",
    }
    endpoint = endpoint_from({**BOTH, **more, "CASUS_LLM_EXTRA": '{"temperature": null}'}, cache=Path("elsewhere"))

    assert (endpoint.timeout, endpoint.cache, endpoint.prices) == (7.0, tmp_path, (0.0, 2.5))
    assert endpoint.extra == (("temperature", None),)
    assert endpoint.width == WIDEST


def test_an_engine_without_an_endpoint_is_refused_before_any_report_is_read() -> None:
    """`--engine llm` alone contacts nobody."""
    with pytest.raises(InputError, match="CASUS_LLM_URL"):
        build_engine(Settings(engine="llm"))
