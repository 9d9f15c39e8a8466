import pytest

from casus.resources.folding import LONGEST, key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hay'at Tahrir al-Shām", "hayat tahrir al sham"),
        ("Hay’at  Tahrir\tal‑Sham", "hayat tahrir al sham"),
        ("U.S.", "us"),
        ("Partiya Karkerên Kurdistanê", "partiya karkeren kurdistane"),
        ("\u202bHamas\u202c", "hamas"),
        ("Наmas", "hamas"),
        ("Москва", "москва"),
        ("SLM/A", "slm a"),
        ("...", ""),
        ("", ""),
        ("x" * (LONGEST + 1), ""),
    ],
)
def test_spellings_of_one_name_share_a_key(name: str, expected: str) -> None:
    """Case, accents, hyphens, apostrophes and invisible marks make no difference; a whole word of another script
    stays itself.
    """
    assert key(name) == expected


def test_a_key_is_its_own_key() -> None:
    """Folding twice changes nothing."""
    assert key(key("al-Qa’ida in the Islāmic Maghreb")) == key("al-Qa’ida in the Islāmic Maghreb")
