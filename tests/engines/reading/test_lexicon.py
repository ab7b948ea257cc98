"""Word lists: each entry's own examples, and errors that say where."""

import ast
import re
from pathlib import Path

import pytest

from kelisim.engines import reading
from kelisim.engines.reading.grammars import grammar_of
from kelisim.engines.reading.lexicon import LexiconError, parse, standard
from kelisim.engines.reading.matches import Matches
from kelisim.engines.reading.text import normal
from kelisim.engines.reading.view import cues_of

ENTRIES = [
    (lexicon, entry)
    for lexicon in standard().by_language.values()
    for entry in lexicon.entries
    if entry.yes or entry.no
]


def is_found(lexicon, entry, text):
    lower = normal(text)
    matches = Matches(grammar_of(lexicon).tokens(text, lower, 0, len(text), lexicon), lexicon)
    if entry.kind in ("cue", "verb"):
        return any(i.split(".")[0] == entry.id for cue in cues_of(matches) for i in cue.ids)
    return any(m.form.kind == entry.kind and m.form.id == entry.id for at in matches.at for m in at)


@pytest.mark.parametrize(
    ("lexicon", "entry"), ENTRIES, ids=lambda value: getattr(value, "id", getattr(value, "language", ""))
)
def test_an_entry_finds_its_examples_and_not_its_counter_examples(lexicon, entry):
    assert [text for text in entry.yes if not is_found(lexicon, entry, text)] == []
    assert [text for text in entry.no if is_found(lexicon, entry, text)] == []


HEAD = 'language = "kk"\n[inflection]\nnoun = "(?:лар)?"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[cue]", "x.toml: not TOML"),
        (HEAD + "[settings]\nroles = 'order'", "x.toml: settings: roles is one of endings, prepositions, not 'order'"),
        (HEAD + "[settings]\nverb_final = 1", "x.toml: settings: verb_final is of type bool"),
        (HEAD + "[particles]\nwith = ['а']", "x.toml: particles: with: there is no such key"),
        (HEAD + "[endings]\nplural = ['а']", "x.toml: endings: there is no key 'plural'"),
        (HEAD + "[auxiliaries]\nperfect = ['а']", "x.toml: auxiliaries: there is no key 'perfect'"),
        (HEAD + "[settings]\nhyphens = 'drop'", "x.toml: settings: hyphens is one of keep, split, not 'drop'"),
        ("[[cue]]\n", "x.toml: the key 'language' is missing"),
        (HEAD + "[[cue]]\nforms = ['а']", "x.toml: cue 1: the key 'id' is missing"),
        (HEAD + "[[cue]]\nid = 'fdi'", "x.toml: cue fdi: the key 'forms' is missing or empty"),
        (HEAD + "[[cue]]\nid = 'fdi'\nform = ['а']", "x.toml: cue fdi: there is no key 'form'"),
        (HEAD + "[[cue]]\nid = 'gold'\nforms = ['а']", "x.toml: cue gold: there is no such cue"),
        (HEAD + "[[cue]]\nid = 'fdi'\nforms = [1]", "x.toml: cue fdi: forms is a list of texts"),
        (HEAD + "[[cue]]\nid = 'fdi'\nforms = ['а~verb']", "x.toml: cue fdi: there is no inflection 'verb'"),
        (HEAD + "[[cue]]\nid = 'fdi'\nforms = ['{day} а']", "x.toml: cue fdi: there is no slot '{day}'"),
        (HEAD + "[[cue]]\nid = 'fdi'\nforms = ['_ а']", "x.toml: cue fdi: '_ а' begins or ends with a gap"),
        (HEAD + "[[color]]\nid = 'red'", "x.toml: there is no table 'color'"),
        (HEAD + "[[scale]]\nvalue = 'ten'\nforms = ['а']", "x.toml: scale ten: value is of type int"),
    ],
)
def test_a_wrong_word_list_says_where(text, message):
    with pytest.raises(LexiconError) as error:
        parse(text, "x.toml")
    assert message in str(error.value)


def test_rules_hold_no_words_of_a_language():
    """Letters of a script may stand in `text.py`, `lexicon.py` and `languages_of.py`, words nowhere."""
    folder = Path(reading.__file__).parent
    found = [
        (path.name, node.value)
        for path in sorted(folder.rglob("*.py"))
        if path.name not in ("text.py", "lexicon.py", "languages_of.py")
        for node in strings_of(ast.parse(path.read_text(encoding="utf-8")))
        if re.search("[Ѐ-ӿ\u4e00-\u9fff]", node.value)
    ]
    assert found == []


def strings_of(tree):
    """Texts in code, without docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node
