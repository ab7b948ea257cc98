"""The command `kelisim synth`: a large made pool in the sample region, to measure and to try the product out."""

from __future__ import annotations

import time

import click


@click.command(
    short_help="Make a large pool of sample projects.",
)
@click.option("--projects", type=click.IntRange(1, 2_000_000), default=100_000, show_default=True, help="How many.")
@click.option(
    "--seed", type=click.IntRange(0, 999), default=1, show_default=True, help="Another one makes another pool."
)
def synth(projects: int, seed: int) -> None:
    """Make a pool of sample projects with investors, days of stages and a history of six years.

    The pool belongs to the sample office and is marked as a sample; real rows are not touched. What was made before
    stays: the number is that of all made projects, so the same command twice makes nothing twice.

    \b
    Examples:
      kelisim synth                           100,000 projects beside the sample's own
      kelisim synth --projects 5000 --seed 7
      KELISIM_HOME=large kelisim synth && KELISIM_HOME=large kelisim demo
    """
    from kelisim.config import launch
    from kelisim.config.prepare import load_sample, prepare

    with launch.installation() as home:
        prepare(home)
        load_sample(home)
        import django

        django.setup()
        from kelisim.samples.synth import make_pool

        started = time.monotonic()
        made = make_pool(projects, seed=seed, heard=lambda words: click.echo(f"Making {words} …"))
        click.echo(f"{made:,} projects made in {time.monotonic() - started:.0f} s.")
