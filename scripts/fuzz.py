"""Feed the reader whatever a fuzzer thinks of, for as long as you like: needs atheris (`.uv/uv pip install atheris`).

    .venv/bin/python scripts/fuzz.py -max_total_time=600 folder_of_texts/     # options are libFuzzer's

It ends with the text that broke a promise: no crash, every quote in the text at its place, the same answer twice.
"""

from __future__ import annotations

import sys


def try_text(data: bytes) -> None:
    """One text: read twice, its claims and names looked up in it."""
    text = data.decode("utf-8", "replace")
    article = Article.from_text(text)
    reading, names = read(article), entities_of(article)
    if (reading, names) != (read(article), entities_of(article)):
        raise AssertionError("the second reading differs from the first")
    for found in (*reading.claims, *reading.unclear, *names):
        if not found.quote or found.quote != text[found.span.offset : found.span.end]:
            raise AssertionError(f"{found.quote!r} does not stand at {found.span}")


if __name__ == "__main__":
    try:
        import atheris
    except ImportError:
        sys.exit("fuzz: atheris is not installed: .uv/uv pip install atheris")
    with atheris.instrument_imports(include=["kelisim.engines.reading"]):
        from kelisim.engines.reading import Article, read
        from kelisim.engines.reading.entities import entities_of
    atheris.Setup(sys.argv, try_text)
    atheris.Fuzz()
