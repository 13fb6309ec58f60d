"""Lines of a terminal or a log: wrapped under their own beginning, coloured where colour is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TypeAlias

from credscore.report.plain import fitting, is_unicode

if TYPE_CHECKING:
    from credscore.report.format import Options

Part: TypeAlias = str | tuple[str, str]
"""Words, or words with a style of rich's."""
NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. It starts at the column ``indent`` and goes on ``hang`` columns further right."""

    parts: tuple[Part, ...] = ()
    indent: int = 0
    hang: int = 0


def line(*parts: Part, indent: int = 0, hang: int = 0) -> Line:
    """A line of its parts; without any, an empty one."""
    return Line(parts, indent, hang)


class Console:
    """Puts lines on a stream; nothing in them can fail to be written or steer a terminal."""

    def __init__(self, out: IO[str], options: Options) -> None:
        from rich.console import Console as Rich  # noqa: PLC0415 - takes a while to import, and few formats need it

        self._out = out
        self.width = max(NARROWEST, options.width or 80)
        self.color = options.color
        self.blocks = options.color and is_unicode(out)
        self._rich = Rich(
            file=out,
            width=self.width,
            force_terminal=options.color,
            color_system="standard" if options.color else None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def put(self, one: Line) -> None:
        """One paragraph, on as many lines as it takes."""
        from rich.text import Text  # noqa: PLC0415 - as above

        pairs = [(part, "") if isinstance(part, str) else part for part in one.parts]
        text = Text.assemble(*((fitting(words, self._out), style) for words, style in pairs))
        indent = one.indent
        for wrapped in text.wrap(self._rich, self.width - one.indent - one.hang) or [text]:
            wrapped.rstrip()
            if wrapped.plain:
                wrapped.pad_left(indent)
            self._rich.print(wrapped, soft_wrap=True)
            indent = one.indent + one.hang
