"""A sentence that has nothing to do with an article, before or behind it, changes none of its claims."""

from pathlib import Path

import pytest

import kelisim
from kelisim.engines.reading import Article, read

OWN = Path(kelisim.__file__).parent / "samples" / "bulletins"
TESTS = Path(__file__).parent / "bulletins"
UNRELATED = {
    "kk": [
        "Кеше таулы өңірде қар жауып, мектеп оқушылары шаңғы тепті.",
        "Бүгін ауа температурасы 12 градус болды.",
        "Айгүл әжесіне хат жазып, суретін салып берді.",
    ],
    "ru": [
        "Вчера в горах шёл снег, и школьники катались на лыжах.",
        "Температура воздуха составила 12 градусов.",
        "Айгуль написала бабушке письмо и нарисовала рисунок.",
    ],
    "en": [
        "Yesterday it snowed in the mountains, and the pupils went skiing.",
        "The temperature reached 12 degrees.",
        "Emma wrote her grandmother a letter and drew a picture.",
    ],
    "tr": [
        "Dün dağlara kar yağdı, öğrenciler kayak yaptı.",
        "Hava sıcaklığı 12 dereceydi.",
        "Ayşe büyükannesine mektup yazdı ve resim çizdi.",
    ],
    "zh": ["昨天山里下了雪，孩子们去滑雪。", "气温达到12度。", "小红给奶奶写了一封信，还画了一幅画。"],
}


def language_of(path):
    """`kk-01.txt`, `turkistan-forum.kk.txt`."""
    return path.name.split("-")[0] if path.name.split("-")[0] in UNRELATED else path.name.split(".")[1]


def claims(text, article, shift):
    return [
        (claim.as_dict(), claim.offset - shift) for claim in read(Article(text, article.day, article.language)).claims
    ]


def changes(path):
    """The sentences and places that change what is read."""
    language = language_of(path)
    article = Article.from_text(path.read_text(encoding="utf-8"))
    body, space = article.text[article.start :].rstrip(), "" if language == "zh" else " "
    expected = claims(body, article, 0)
    for sentence in UNRELATED[language]:
        for gap in ("\n", space):
            if claims(sentence + gap + body, article, len(sentence + gap)) != expected:
                yield "before", gap, sentence
            ends = body.endswith((".", "!", "?", "。", "！", "？"))
            if (ends or gap == "\n") and claims(body + gap + sentence, article, 0) != expected:
                yield "behind", gap, sentence


@pytest.mark.parametrize("path", sorted([*OWN.glob("*.txt"), *TESTS.glob("*.txt")]), ids=lambda path: path.stem)
def test_an_unrelated_sentence_changes_no_claim(path):
    assert list(changes(path)) == []


@pytest.mark.shared
def test_an_unrelated_sentence_changes_no_claim_of_annotated_articles(shared):
    changed = {path.name: found for path in (shared / "press" / "dev").glob("*.txt") if (found := list(changes(path)))}
    assert changed == {}
