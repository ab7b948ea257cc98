"""The command `kelisim`. What a command needs is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

import importlib
import os
import sys

import click

LAZY = {"plan": "kelisim.cli_plan:plan", "read": "kelisim.cli_read:read", "synth": "kelisim.cli_synth:synth"}
LANGUAGES = ("kk", "ru", "en", "tr", "zh")


class Commands(click.Group):
    """Commands of which some are imported only when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *LAZY})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in LAZY:
            return super().get_command(ctx, cmd_name)
        module, _colon, name = LAZY[cmd_name].partition(":")
        return getattr(importlib.import_module(module), name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kelisim")
def main() -> None:
    """Kelisim: from the first handshake to the working plant, every number leads to its source.

    \b
    Examples:
      kelisim demo                           open the product with sample data
      kelisim read --format table news.txt   what numbers does a text state?
      kelisim plan forum.json --out plan.json  who meets whom, when and where?
      kelisim synth --projects 5000          a large pool to measure with
      kelisim manage migrate                 Django's own commands
    """


def _port(default: int = 8000) -> int:
    from kelisim.config.launch import Trouble

    text = os.environ.get("KELISIM_PORT", str(default))
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"KELISIM_PORT is “{text}”; it must be a number from 1 to 65535.")
    return int(text)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; otherwise KELISIM_PORT, otherwise 8000.")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes of the web server."
)
@click.option("--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Processes that do the jobs.")
def serve(host: str, port: int | None, processes: int, workers: int) -> None:
    """Serve this installation: database, web server, job workers.

    \b
    Examples:
      kelisim serve --port 8080
      DATABASE_URL=postgresql://user@host/kelisim kelisim serve --processes 4 --workers 2
    """
    _run(host, port or _port(), processes, workers)


@main.command(short_help="Open the product with sample data.")
def demo() -> None:
    """Open the product with sample data and the real figures, and print how to sign in.

    \b
    Examples:
      kelisim demo
      KELISIM_PORT=8080 KELISIM_HOME=/srv/kelisim kelisim demo
    """
    os.environ["KELISIM_DEMO"] = "1"
    _run("127.0.0.1", _port(), 1, 1, is_demo=True)


def _run(host: str, port: int, processes: int, workers: int, *, is_demo: bool = False) -> None:
    from kelisim.config import launch
    from kelisim.config.prepare import load_sample, prepare, prepare_files

    launch.check_port(host, port)
    launch.end_on_signals()
    home, started = launch.data_folder(), launch.Children()
    try:
        with launch.as_trouble(home), launch.ended_after(started):
            prepare_files(home)
            shut = launch.start_web(started, home, host, port, processes)
            with launch.installation(), launch.ended_after(started):  # those who use the database end before it
                prepare(home)
                if is_demo:
                    load_sample(home)
                shut.close()
                links = _sign_in_links() if is_demo else []
                launch.wait_until_answering(host, port, started)
                launch.start_workers(started, workers)
                _say_where(f"http://{host}:{port}", links)
                launch.wait_for_the_end(started)
    except KeyboardInterrupt:
        click.echo("\nEnded.")


def _sign_in_links() -> list[tuple[str, str]]:
    """For each role its name and a one-time secret."""
    import django

    django.setup()
    from kelisim.accounts.services import demo_links

    return [(user.get_role_display(), secret) for user, secret in demo_links()]


def _say_where(root: str, links: list[tuple[str, str]]) -> None:
    click.echo("\nKelisim is running. Ctrl-C ends it.\n")
    click.echo(f"  Portal      {'  '.join(f'{root}/{code}/' for code in LANGUAGES)}")
    click.echo(f"  Workspace   {root}/en/workspace/")
    click.echo(f"  API         {root}/api/v1/docs\n")
    if links:
        click.echo("Sign in as (each link works once, for twelve hours):\n")
    for role, secret in links:
        click.echo(f"  {role:<17} {root}/en/accounts/link/{secret}/")
    sys.stdout.flush()


@main.command(hidden=True)
def worker() -> None:
    """Run jobs until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kelisim.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--concurrency=1", verbosity=0)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands with the database up.

    \b
    Examples:
      kelisim manage migrate
      kelisim manage check --deploy
      kelisim manage shell
    """
    from kelisim.config import launch

    if arguments in (("--help",), ("-h",)):
        click.echo(click.get_current_context().get_help())
        arguments = ("help",)
    with launch.installation():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["kelisim manage", *arguments])


if __name__ == "__main__":
    main()
