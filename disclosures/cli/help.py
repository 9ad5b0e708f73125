"""The words around a command: its help in Vietnamese, and what is told when it is typed wrong."""

from __future__ import annotations

import click


class VietnameseHelp(click.Command):
    """A command whose help is headed in Vietnamese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that begins ``Cách dùng:``."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under ``Tùy chọn``."""
        options = (parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option))
        rows = [
            (row[0], row[1].replace("[required]", "[bắt buộc]")) for one in options if (row := one.get_help_record(ctx))
        ]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See click, which forgets in some of its errors which command they are about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Xem cách dùng."
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """``[OPTIONS]`` and ``COMMAND [ARGS]...`` in Vietnamese."""
        words = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH …"}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]


class Group(VietnameseHelp, click.Group):
    """A group of commands with Vietnamese help."""

    command_class = VietnameseHelp

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        VietnameseHelp.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under ``Lệnh``."""
        rows = [(name, self._short_help(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)

    def _short_help(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(100) if command is not None else ""


def _written(parameter: click.Parameter | None, ctx: click.Context | None) -> str:
    """How a parameter is typed: an option by its name, an argument by the word that stands for it."""
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.make_metavar(ctx) if parameter and ctx else ""


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with a command as it was typed, and where its help is."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return error.message
        case click.NoSuchOption():
            hint = f" Ý là {', '.join(error.possibilities)}?" if error.possibilities else ""
            sentence = f"Không có tùy chọn {error.option_name}.{hint}"
        case click.BadOptionUsage():
            many = "does not take" in error.message
            sentence = f"{error.option_name} {'không đi kèm giá trị' if many else 'thiếu giá trị đi sau'}."
        case click.MissingParameter():
            sentence = f"Thiếu {_written(error.param, error.ctx)}."
        case click.BadParameter():
            sentence = f"{_written(error.param, error.ctx)}: giá trị không dùng được; hãy xem cách dùng."
        case click.exceptions.NoSuchCommand():
            sentence = f"Không có lệnh {error.command_name}."
        case click.UsageError() if error.message == "Missing command.":
            sentence = "Thiếu tên lệnh đi sau."
        case click.UsageError() if "extra argument" in error.message:
            sentence = f"Thừa {error.message.rpartition('(')[2].rstrip(')')}."
        case click.UsageError():
            sentence = f"Lệnh không đúng: {error.message}"
        case _:
            sentence = error.format_message()
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "danbiet"
    return f"{sentence}\nXem cách dùng: {path} --help"
