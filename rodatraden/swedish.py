"""Click in Swedish: headings of the help, and what is said of a command that cannot be understood."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from graph.nearest import nearest, quoted


class _Swedish:
    """What commands and groups share: Swedish headings in the help."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        pieces = " ".join(ctx.command.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and a group's commands after them."""
        options = [param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Flaggor"):
            records = [record for option in options if (record := option.get_help_record(ctx))]
            formatter.write_dl([(name, _in_swedish(text)) for name, text in records])
        if isinstance(ctx.command, Group):
            with formatter.section("Kommandon"):
                formatter.write_dl(list(ctx.command.lazy.items()))


def _in_swedish(text: str) -> str:
    """An option's help without what Click adds in its own tongue: that it is required, and its limits."""
    return re.sub(r"\s*\[[-\d<>=x]+\]$", "", text).replace("[required]", "[krävs]")


class Command(_Swedish, click.Command):
    """A command whose help is in Swedish."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **{"options_metavar": "[FLAGGOR]", **settings})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Swedish."""
        return _help_option(super().get_help_option(ctx))


class Group(_Swedish, click.Group):
    """A group of commands, each a module that is read when it is called: the help need not wait for all.

    `lazy` maps the name of a command, and of its module in rodatraden.commands, to its line in the help.
    """

    def __init__(self, name: str | None = None, *, lazy: Mapping[str, str], **settings: Any) -> None:
        metavars = {"options_metavar": "[FLAGGOR]", "subcommand_metavar": "KOMMANDO [ARGUMENT]..."}
        super().__init__(name, **{**metavars, **settings})
        self.lazy = lazy

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Swedish."""
        return _help_option(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, the main job first."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """A command by its name, or None."""
        if cmd_name not in self.lazy:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"rodatraden.commands.{module}").command
        return command if isinstance(command, click.Command) else None


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Visar den här hjälpen."
    return option


def usage_sentence(error: click.UsageError, commands: Sequence[str]) -> str:
    """What is wrong with a command line, in Swedish, with what was probably meant."""
    match error:
        case click.NoSuchOption():
            near = nearest(error.option_name, error.possibilities or [], 1)
            return f"Flaggan {error.option_name} finns inte." + _meant(near)
        case click.BadParameter():
            return _bad_parameter(error)
        case click.BadOptionUsage():
            takes_none = "does not take a value" in error.message
            fault = "tar inget värde" if takes_none else "saknar sitt värde"
            return f"Flaggan {error.option_name} {fault}."
    words = error.message.split("'")
    if error.message.startswith("No such command") and len(words) > 1:
        return f"Kommandot {words[1]} finns inte." + _meant(nearest(words[1], commands, 1))
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(")")
        return f"För många argument: {extra}. Sätt citattecken om en sökväg med blanksteg."
    return error.format_message()


def _bad_parameter(error: click.BadParameter) -> str:
    param = error.param
    name = (
        ""
        if param is None
        else param.opts[0]
        if isinstance(param, click.Option)
        else param.human_readable_name
    )
    if isinstance(error, click.MissingParameter):
        kind = "Flaggan" if isinstance(param, click.Option) else "Argumentet"
        return f"{kind} {name} saknas."
    if param is not None and isinstance(param.type, click.Choice):
        known = ", ".join(str(choice) for choice in param.type.choices)
        return f"Värdet passar inte för {name}. Välj ett av: {known}."
    if param is not None and isinstance(param.type, click.DateTime):
        return f"Värdet för {name} är inget datum. Skriv det som 2026-01-31."
    if param is not None and isinstance(param.type, click.IntRange):
        return f"Värdet för {name} ska vara ett heltal{_limits(param.type)}."
    if error.message.endswith("is not a valid integer."):
        return f"Värdet för {name} ska vara ett heltal."
    return f"{name}: {error.message}"


def _limits(wanted: click.IntRange) -> str:
    least = f", minst {wanted.min}" if wanted.min is not None else ""
    return least + (f", högst {wanted.max}" if wanted.max is not None else "")


def _meant(names: Sequence[str]) -> str:
    return f" Menade du {quoted(names)}?" if names else " Se rodatraden --help."
