"""English is read; other languages are refused by name, also when names and capitals fill the text."""

from __future__ import annotations

import pytest

from casus.readers import ReadOptions
from casus.readers.language import judge_language
from tests.readers.reading import codes, read_one, refused

OTHERS = {
    "Arabic": "قال الجيش يوم الاثنين إنه استعاد السيطرة على المدينة بعد أيام من القتال مع المسلحين.",
    "Russian": "Армия сообщила в понедельник, что после нескольких дней боёв вернула контроль над городом.",
    "Chinese": "军队周一表示，经过数天的战斗，已重新控制这座城市，当地居民这样告诉记者，战斗仍在城外继续。",
    "Hebrew": "הצבא הודיע ביום שני כי השתלט מחדש על העיר לאחר ימים של קרבות עם המורדים.",
    "French": "L'armée a annoncé lundi avoir repris la ville après plusieurs jours de combats contre les rebelles.",
    "Spanish": "El ejército informó el lunes que retomó la ciudad tras varios días de combates con los rebeldes.",
    "Portuguese": "O exército informou na segunda-feira que retomou a cidade após dias de combates com os rebeldes.",
    "German": "Die Armee teilte am Montag mit, sie habe die Stadt nach tagelangen Kämpfen wieder eingenommen.",
    "Turkish": "Ordu, isyancılarla günler süren çatışmaların ardından kentin kontrolünü yeniden ele geçirdi.",
    "Indonesian": "Tentara mengatakan pada hari Senin bahwa mereka telah merebut kembali kota itu dari pemberontak.",
    "Swahili": "Jeshi lilisema Jumatatu kwamba limeuteka tena mji huo baada ya siku kadhaa za mapigano na waasi.",
    "Somali": "Ciidamada dowladda ayaa sheegay in ay la wareegeen magaalada kadib dagaal culus oo ay la galeen kooxda.",
    "Polish": "Armia poinformowała w poniedziałek, że po kilku dniach walk odzyskała kontrolę nad miastem.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_refused_by_name(name: str) -> None:
    """The message names the language, or the languages of its script, and what to do."""
    refusal = refused(OTHERS[name])

    assert refusal.code == "language"
    assert name in refusal.error.found
    assert refusal.error.remedy == "give an English translation of it"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "VELL, AUG 24 - TNAA, KRP AND MOLDAR FIGHTERS ATTACKED POSTS NEAR HSENAR, MUSO AND TAL.", id="capitals"
        ),
        pytest.param(
            "Abu Samir al-Hadidi, Mullah Karim, Hasan Nasri and Ismail Daniyeh were seen in Tal Rifaq.", id="names"
        ),
        pytest.param(
            "Los Lobos gunmen killed the mayor of San Bernal, La Cruz province, police said.", id="Spanish names"
        ),
        pytest.param("Rebels seize airport of Ain Dhar, kill dozens", id="headline"),
        pytest.param(
            "L'Aube reported that “la paix” is over, said Élodie Gérard of the Comité français.", id="French names"
        ),
        pytest.param(
            "Casualties by district. Tal: 12. Ain: 40. Muso: 3. Hsenar: 17. All figures as of Monday.", id="figures"
        ),
    ],
)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    """Names thin English out but do not hide it."""
    assert judge_language(text).language == "en"
    assert read_one(text).text == text


def test_what_resembles_no_language_is_not_called_english() -> None:
    """Forty words without one English function word are something else."""
    verdict = judge_language("dnwrd fklwe pqorm zkehr wloir qwemn asdkl fjwie " * 5)

    assert verdict.language == "und"


def test_a_few_words_are_taken_for_english_and_noted() -> None:
    """Too short to tell, so the report is read and says so."""
    assert codes(read_one("Pont détruit, 12 morts.")) == ["language-assumed"]


def test_the_check_can_be_left_out() -> None:
    """A report is read whatever its language when the user says so."""
    document = read_one(OTHERS["French"], options=ReadOptions(language_check=False))

    assert (document.text, document.language) == (OTHERS["French"], "fr")
