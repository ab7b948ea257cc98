"""The reader against annotated articles, where they are at hand (they are not public)."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kelisim.engines.reading import Article, read

PRESS = Path(__file__).resolve().parents[4] / "shared" / "press"
FLOORS = {"core_f1": 0.90, "bound": 0.95, "status": 0.90, "stage": 0.90, "period": 0.80, "area": 0.90}


def score(pattern, folder):
    gold, predicted = folder / "gold", folder / "predicted"
    gold.mkdir()
    predicted.mkdir()
    for path in sorted((PRESS / "dev").glob(f"{pattern}.claims.jsonl")):
        shutil.copy(path, gold)
        text = path.with_name(path.name.replace(".claims.jsonl", ".txt")).read_text(encoding="utf-8")
        lines = (json.dumps(claim.as_dict(), ensure_ascii=False) for claim in read(Article.from_text(text)).claims)
        (predicted / path.name).write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(PRESS / "score.py"), str(gold), str(predicted), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)["all"]


@pytest.mark.shared
@pytest.mark.parametrize(("pattern", "floors"), [("*-seed*", FLOORS), ("kk-*", FLOORS), ("ru-*", FLOORS)])
def test_the_reader_meets_its_floors(pattern, floors, tmp_path):
    if not (PRESS / "dev").is_dir():
        pytest.skip("the folder ../shared with annotated articles is not here; it is not public")
    found = score(pattern, tmp_path)
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}
