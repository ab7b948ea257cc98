"""The command `kelisim read`: articles from files and folders, claims to the screen or to files."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kelisim.engines.reading.files import FileReading
    from kelisim.press.language_model import LanguageModel

EPILOG = """\b
Examples:
  kelisim read article.txt
  kelisim read --format table --date 2025-12-22 article.txt
  kelisim read --explain article.txt
  kelisim read --out claims/ articles/
  kelisim read --entities article.txt
  KELISIM_MODEL_URL=http://localhost:11434/v1 KELISIM_MODEL=qwen3 kelisim read --model article.txt
  kelisim read --engine local --out claims/ articles/ news.jsonl pages.warc.gz
  kelisim read --format parquet --out claims/ news.parquet
  kelisim read --engine ray --address 10.0.0.1:6379 --out claims/ news.jsonl

An article is UTF-8 text; its first line may be `date YYYY-MM-DD`. With --out each NAME.txt gives NAME.claims.jsonl and
NAME.unclear.jsonl (what was seen but not understood), with --entities also NAME.entities.jsonl (organisations, people,
places and events that it names). A file that cannot be read is reported and the others are
still read; the exit status is then 1.

With --engine many articles are read on all cores or on a Ray cluster: files of any kind, told by their content, JSON
lines, Parquet (columns text, id or url, date, language) and web archives. The same command again goes on where a run
was broken off. What cannot be read stands in OUT/quarantine/reasons.jsonl, and the exit status is then 1."""
COLUMNS = ("measure", "value", "unit", "bound", "status", "stage", "start", "end", "area", "partner", "quote")


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from kelisim.engines.values import Period, PeriodError

        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
            Period.day(day)
        except PeriodError as error:
            self.fail(str(error), param, ctx)
        except ValueError:
            self.fail(f"{value!r} is no day of the form YYYY-MM-DD", param, ctx)
        return day


@click.command(epilog=EPILOG)
@click.option("--date", "day", type=Day(), help="Day of publication of all articles, whatever they say themselves.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table", "parquet"]),
    default="jsonl",
    show_default=True,
    help="How claims are printed; parquet is for --out.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for NAME.claims.jsonl and NAME.unclear.jsonl.",
)
@click.option("--full", is_flag=True, help="Print places, rules and doubt of each claim too (jsonl).")
@click.option(
    "--explain",
    is_flag=True,
    help="Print for each claim, the doubtful first, which rule took each field from which words, and what came second.",
)
@click.option(
    "--entities",
    is_flag=True,
    help="Write NAME.entities.jsonl too; without --out, print what is named instead of claims.",
)
@click.option(
    "--model",
    "asks_model",
    is_flag=True,
    help="Ask the language model at KELISIM_MODEL_URL too; what it proposes enters only where the rules read the same.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    help="Read many: on the cores of this machine, or on a Ray cluster.",
)
@click.option("--workers", type=click.IntRange(1, 4096), help="Articles' batches read at once; otherwise all cores.")
@click.option("--address", help="Ray cluster, HOST:PORT; otherwise RAY_ADDRESS, otherwise a Ray of this run's own.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
def read(
    day: date | None,
    form: str,
    out: Path | None,
    full: bool,
    explain: bool,
    entities: bool,
    asks_model: bool,
    engine: str | None,
    workers: int | None,
    address: str | None,
    quiet: bool,
    paths: tuple[Path, ...],
) -> None:
    """Read press articles and print the numbers that they state."""
    if explain and (out or engine or workers or address or form == "parquet" or entities):
        raise click.UsageError("--explain is for the screen: leave --out, --engine, parquet and --entities out")
    if engine or workers or address or form == "parquet":
        if asks_model:
            raise click.UsageError(
                "--model is for texts that are read one after another: leave --engine and parquet out"
            )
        from kelisim import cli_read_many

        chosen = engine or ("ray" if address else "local")
        sys.exit(
            cli_read_many.read_many(paths, out, form, full, entities, day, chosen, workers, address, is_quiet=quiet)
        )

    from kelisim.engines.reading.files import FileError, read_file, text_files

    model = _model() if asks_model else None
    results, failures = [], 0
    written: dict[str, Path] = {}
    for path in text_files(paths):
        try:
            result = read_file(path, day)
            if model is not None:
                result, is_answered = _with_model(result, model)
                failures += not is_answered
            if out is not None:
                _write(result, out, written, has_entities=entities)
        except FileError as error:
            failures += 1
            click.echo(f"kelisim read: {error}", err=True)
            continue
        except OSError as error:
            failures += 1
            click.echo(f"kelisim read: cannot write to {out}: {error.strerror}", err=True)
            continue
        if result.warning:
            click.echo(f"kelisim read: {result.warning}", err=True)
        results.append(path)
        if out is None:
            has_names = len(paths) > 1 or paths[0].is_dir()
            if explain:
                _print_why(result, has_names)
            elif entities:
                _print_entities(result, has_names)
            else:
                _print(result, form, full, has_names=has_names)
    _report(len(results), failures, out)


def _model() -> LanguageModel:
    from kelisim.press.language_model import LanguageModel

    model = LanguageModel.from_environment()
    if model is None:
        raise click.UsageError("--model needs KELISIM_MODEL_URL, for example http://localhost:11434/v1")
    return model


def _with_model(result: FileReading, model: LanguageModel) -> tuple[FileReading, bool]:
    """What the model proposed and the gate let in; without an answer the claims of the rules, and word of it."""
    from kelisim.engines.reading.proposals import propose
    from kelisim.press.language_model import ModelError

    try:
        answer = propose(result.article, result.reading, model.ask, model.name)
    except ModelError as error:
        click.echo(f"kelisim read: {result.path}: the language model gave nothing ({error})", err=True)
        return result, False
    if answer.fault:
        click.echo(f"kelisim read: {result.path}: the language model's answer is of no use ({answer.fault})", err=True)
        return result, False
    codes = [*(refusal.code for refusal in answer.refused), *(f"wrong_{field}" for field in answer.malformed)]
    counted = ", ".join(f"{number} × {code}" for code, number in sorted(Counter(codes).items()))
    told = f"{len(answer.taken)} taken, {len(codes)} refused" + (f" ({counted})" if counted else "")
    click.echo(f"kelisim read: {result.path}: of the language model's proposals {told}", err=True)
    return replace(result, reading=replace(result.reading, claims=answer.claims)), True


def _write(result: FileReading, out: Path, written: dict[str, Path], *, has_entities: bool) -> None:
    """Two files of one name give results of one name: the second is refused, not written over the first."""
    from kelisim.engines.reading.files import FileError, write_entities, write_reading

    first = written.setdefault(result.path.name, result.path)
    if first.absolute() != result.path.absolute():
        raise FileError(result.path, "same_name", str(first))
    write_reading(result, out)
    if has_entities:
        write_entities(result, out)


def _print_why(result: FileReading, has_names: bool) -> None:
    from kelisim.engines.reading.explain import explained

    if has_names:
        click.echo(f"# {result.path}")
    for line in explained(result.reading, result.article.text):
        click.echo(line)


def _print_entities(result: FileReading, has_names: bool) -> None:
    from kelisim.engines.reading.entities import entities_of

    for entity in entities_of(result.article):
        row = entity.as_record()
        click.echo(json.dumps({"file": str(result.path), **row} if has_names else row, ensure_ascii=False))


def _print(result: FileReading, form: str, full: bool, *, has_names: bool) -> None:
    if form == "table":
        _print_table(result, has_names)
        return
    for claim in result.reading.claims:
        row = claim.as_record() if full else claim.as_dict()
        click.echo(json.dumps({"file": str(result.path), **row} if has_names else row, ensure_ascii=False))


def _print_table(result: FileReading, has_names: bool) -> None:
    rows = [[_cell(claim.as_dict(), column) for column in COLUMNS] for claim in result.reading.claims]
    widths = [max(len(row[i]) for row in [list(COLUMNS), *rows]) for i in range(len(COLUMNS))]
    if has_names:
        click.echo(f"# {result.path}")
    for row in [list(COLUMNS), *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    unclear = len(result.reading.unclear)
    click.echo(f"{len(rows)} claims, {unclear} unclear")


def _cell(row: dict[str, object], column: str) -> str:
    value = row[column]
    if column == "measure" and row["of"]:
        return f"{value} of {row['of']}"
    if column == "value":
        return f"{value:,}".replace(",", " ")
    return "" if value is None else " ".join(str(value).split())


def _report(done: int, failures: int, out: Path | None) -> None:
    if out is not None and done:
        click.echo(f"{done} read, written to {out}", err=True)
    if not done and not failures:
        click.echo("kelisim read: no .txt files there", err=True)
        sys.exit(1)
    if failures:
        sys.exit(1)
