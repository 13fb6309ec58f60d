from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from credscore.ingest import is_prose, language_of

ENGLISH = "The ferry company said on Monday that it would pay for the repairs, though its owner had not signed yet."
PROSE = {
    "en": ENGLISH,
    "fr": "Le conseil du port a décidé mardi de fermer la vieille jetée après un rapport sur les fissures.",
    "de": "Der Hafenrat hat am Dienstag beschlossen, die alte Mole zu schließen, weil ein Bericht Risse gefunden hat.",
    "es": "El consejo del puerto decidió cerrar el viejo muelle después de un informe sobre las grietas.",
    "nl": "De havenraad heeft dinsdag besloten de oude pier te sluiten, nadat een rapport scheuren had gevonden.",
    "pt": "O conselho do porto decidiu ontem fechar o velho cais, depois de um relatório sobre as fissuras.",
    "it": "Il consiglio del porto ha deciso martedì di chiudere il vecchio molo dopo un rapporto sulle crepe.",
    "ru": "Совет порта решил во вторник закрыть старый причал после доклада о трещинах в опорах.",
    "zh": "港口委员会星期二决定关闭旧码头，因为一份报告发现十一根柱子有裂缝。",
    "ja": "港の委員会は火曜日に、古い桟橋を閉鎖することを決めました。",
    "ar": "قرر مجلس الميناء يوم الثلاثاء إغلاق الرصيف القديم بعد أن وجد تقرير شقوقا في الأعمدة.",
}


@pytest.mark.parametrize(("language", "text"), PROSE.items())
def test_language_of_prose(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Ana de la Cruz and Jean-Luc du Pont of Le Monde met Van der Berg, the paper De Telegraaf said on Friday.",
        "“Je ne regrette rien,” she said, and the crowd in the Place de la République sang until it was dark.",
        "Владимир Петров, the editor, said that he had not been told why the paper was closed.",
        ENGLISH.upper(),
    ],
)
def test_names_and_quotations_leave_english_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", " \n", "12 34 %%", "Qwx zzyr bnm plok vrr trew hgfd mnb lkj poiu"])
def test_unknown(text: str) -> None:
    assert language_of(text) == "und"


def test_a_long_text_is_judged_by_all_its_parts() -> None:
    assert language_of(f"{PROSE['fr']} " + f"{ENGLISH} " * 300) == "en"


@pytest.mark.parametrize("text", list(PROSE.values()))
def test_prose(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Home\nNews\nSport\nWeather\nContact us\nJobs\nArchive",
        "Quist 14\nHolm 12\nRoe 9\nDoe 7\nLind 3",
        "| name | votes |\n|---|---|\n| Quist | 14 |\n| Holm | 12 |",
        "for (let i = 0; i < n; i++) { total += values[i]; }\nreturn total / n;",
        "Oslo, Bergen, Lofstad, Trondheim, Bodø, Tromsø, Stavanger, Drammen, Moss, Hamar.",
    ],
)
def test_no_prose(text: str) -> None:
    assert not is_prose(text)


@pytest.mark.corpora
@pytest.mark.skipif("CREDSCORE_DATA" not in os.environ, reason="CREDSCORE_DATA names no folder of corpora")
def test_graded_passages_are_english_prose() -> None:
    path = Path(os.environ["CREDSCORE_DATA"], "gold", "passages.train.jsonl")
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    # Among them are one in Malay and two that are lists of names and of buttons.
    assert sum(language_of(text) != "en" for text in texts) <= 3
    assert sum(not is_prose(text) for text in texts) <= 0.01 * len(texts)
