"""What a feature finds: a span of the text, what it is, whose voice it is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Span: TypeAlias = tuple[int, int]
"""Half-open, in code points of the text: ``text[start:end]``."""

Voice: TypeAlias = Literal["writer", "quoted"]
Severity: TypeAlias = Literal["suggestion", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("suggestion", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One span that a reader can look at and contest.

    Attributes:
        kind: family of the finding: attribution, evidence, hedge, retraction, tone, or a third party's own.
        label: which one within the kind, for example ``no_evidence``.
        start, end: code points of the text; ``text == whole_text[start:end]`` always.
        sentence: the sentence that holds ``start``.
        voice: ``writer`` (the newsroom's own words) or ``quoted`` (somebody else's).
        origin: what found it, for example ``rule:evidence.no_evidence``; suppression comments name it.
        confidence: 0 to 1, the measured precision of what found it where it was measured.
        severity: None for what is no problem (an attribution, shown evidence).
        message: one sentence for an editor.
        parts: named lists of spans, for example source, cue, content.
        source_type, anonymous: of an attribution's source.
        quote: the first words of the content that stand in quotation marks, if any.
        id: ``f1``, ``f2``... in text order, given when the findings of a text are collected.
    """

    kind: str
    label: str
    start: int
    end: int
    text: str
    sentence: Span
    voice: Voice
    origin: str
    message: str
    confidence: float = 1.0
    severity: Severity | None = None
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    source_type: str | None = None
    anonymous: bool | None = None
    quote: str | None = None
    id: str = ""

    @property
    def rule(self) -> str:
        """The name that suppression comments and reports use: ``evidence.no_evidence``."""
        return f"{self.kind}.{self.label}"

    def part(self, name: str) -> tuple[Span, ...]:
        """The spans of one part; empty where there is none."""
        return self.parts.get(name, ())

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain JSON types, in the order of the report contract."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "sentence": list(self.sentence),
            "voice": self.voice,
            "origin": self.origin,
            "confidence": self.confidence,
            "severity": self.severity,
            "message": self.message,
            "parts": {name: [list(span) for span in spans] for name, spans in self.parts.items()},
            "source_type": self.source_type,
            "anonymous": self.anonymous,
            "quote": self.quote,
        }
