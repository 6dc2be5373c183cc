"""The command line: a thin door; every command is loaded only when it is called."""

from __future__ import annotations

import gc
import importlib
import sys

import click

import ironstride
from ironstride.model.errors import IronstrideError

#: command -> module that holds it under the same name (dashes become underscores)
COMMANDS = {
    "plan": "plan_command",
    "show": "show_command",
    "why": "why_command",
    "whynot": "whynot_command",
    "replan": "replan_command",
    "progress": "progress_command",
    "screens": "screens_command",
    "check": "check_command",
    "log": "log_command",
    "audit": "audit_command",
    "init": "init_command",
    "tour": "tour_command",
    "serve": "serve_command",
    "backup": "backup_command",
    "restore": "restore_command",
    "methods": "methods_command",
    "catalogue": "catalogue_command",
    "sources": "sources_command",
    "backtest": "backtest_command",
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ironstride.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, HELP[name]) for name in COMMANDS])


HELP = {
    "plan": "Plan a season of strength work around your running.",
    "show": "Show a stored plan: the season, or one week in detail.",
    "why": "Ask a plan why a session or an exercise is there.",
    "whynot": "Ask a plan what a session on another day would cost.",
    "replan": "Change a plan as little as possible: life moved.",
    "progress": "How strong each lift is now by your log, and how it came there.",
    "screens": "Self-tests: how they are done, and what your results mean.",
    "log": "Keep a log of what you lifted, by hand or from other apps.",
    "check": "Check any plan in Ironstride's JSON.",
    "audit": "What your own log says you do wrong, and what to do about it.",
    "init": "Answer a few questions and get a runner file.",
    "tour": "Plan the example runner and look around.",
    "serve": "Serve the web app on this machine.",
    "backup": "Back the web app's database up while it is used.",
    "restore": "Put a backup of the web app's database back.",
    "methods": "What a method asks for, and your season under several side by side.",
    "catalogue": "Look at, and check, exercises, rules, methods and sources.",
    "sources": "What becomes of every claim of the articles: which rule plans it, or why none.",
    "backtest": "Predict every set of a training log from its past, beside the formulas and last time.",
}


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(ironstride.__version__, prog_name="ironstride")
def cli() -> None:
    """Ironstride, the strength coach for runners."""


def main() -> None:
    """Run the command line; every error of ours is one line on standard error and exit code 2."""
    # a plan makes a million small objects and hardly a cycle: looking for cycles as often as usual costs a tenth
    gc.set_threshold(100_000)
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"ironstride: {usage_line(error)}", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except IronstrideError as error:
        click.echo(f"ironstride: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def usage_line(error: click.ClickException) -> str:
    """Put a wrong option or argument into one line that says where to look."""
    what = error.format_message().rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{what}. Try `{context.command_path} --help`." if context is not None else f"{what}."


if __name__ == "__main__":
    main()
