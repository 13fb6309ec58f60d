"""The gate before the registry: a model becomes champion only where it is no worse than the champion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from credscore.contract import GRADES
from credscore.errors import ConfigError, ModelError
from credscore.evaluation import MEASURES
from credscore.tracking.runs import TESTED, Run, comparable, find, tested
from credscore.tracking.store import connected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TOLERANCE = 0.01
"""So much skill may be lost, in the mean of both grades, before a model counts as worse where no test can tell."""
RESAMPLES = 500


class RefusedError(ModelError):
    """A model is worse than the one that it would replace, or no better than base rates."""


@dataclass(frozen=True)
class Verdict:
    """What the gate says.

    Attributes:
        refusals: why not; empty where the model may pass.
        against: label of the run that it was compared with; None where there was no champion.
    """

    refusals: tuple[str, ...]
    against: str | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refusals


@dataclass(frozen=True)
class Promotion:
    """A model version that has the alias now.

    Attributes:
        name, version, alias: in the registry; its address is ``models:/NAME@ALIAS``.
        run: that made it.
        verdict: of the gate.
        forced: the reason why it was promoted against the verdict; None where it passed.
    """

    name: str
    version: str
    alias: str
    run: str
    verdict: Verdict
    forced: str | None = None

    @property
    def address(self) -> str:
        """For ``credscore score --model``."""
        return f"models:/{self.name}@{self.alias}"


def promote(
    run: str,
    *,
    name: str = "credscore",
    alias: str = "champion",
    force: str | None = None,
    tracking_uri: str | None = None,
    experiment: str | None = None,
) -> Promotion:
    """See :func:`credscore.tracking.promote`."""
    if force is not None and not force.strip():
        raise ConfigError("Promoting a model by force needs a reason; the one given is empty.")
    with connected(tracking_uri) as flow:
        candidate = find(flow, run, experiment)
        champion = _champion(flow, name, alias)
        verdict = judge(candidate, champion)
        if not verdict.passed and force is None:
            raise RefusedError(f"{candidate.label} is not promoted: {' '.join(verdict.refusals)}")
        forced = None if verdict.passed else force
        version = _register(flow, candidate, name, _tags(verdict, forced))
        flow.MlflowClient().set_registered_model_alias(name, alias, version)
    return Promotion(name, version, alias, candidate.id, verdict, forced)


def judge(candidate: Run, champion: Run | None) -> Verdict:
    """Whether a run's model may replace the champion's.

    It must beat base rates for both grades. Beside a champion it must not be really worse in any tested figure
    (paired test on the same passages, p < 0.05), and must not lose more than :data:`TOLERANCE` of skill.
    """
    refusals = list(_no_skill(candidate))
    if champion is not None and champion.id != candidate.id:
        refusals += _worse(candidate, champion)
    return Verdict(tuple(refusals), None if champion is None else champion.label)


def _no_skill(run: Run) -> Iterator[str]:
    for grade in GRADES:
        skill = run.results["cv", grade, "skill"]
        if skill.low <= 0:
            yield f"For {grade} it does not beat base rates: cross-validated skill {skill}."


def _worse(candidate: Run, champion: Run) -> Iterator[str]:
    part = next((p for p in ("cv", "dev") if comparable(candidate, champion, p)), None)
    if part is None:
        yield f"It cannot be compared with {champion.label}: neither the same folds nor the same dev passages."
        return
    yield from _really_worse(candidate, champion, part)
    lost = _skill(champion, part) - _skill(candidate, part)
    if lost > TOLERANCE:
        told = f"{part}, mean of both grades; {TOLERANCE} is tolerated"
        yield f"It has {lost:.3f} less skill than {champion.label} ({told})."


def _really_worse(candidate: Run, champion: Run, part: str) -> Iterator[str]:
    for grade in GRADES:
        for name in TESTED:
            found = tested(candidate, champion, part, grade, name, resamples=RESAMPLES)
            sign = 1 if MEASURES[name].better == "higher" else -1
            if found.real() and sign * found.value < 0:
                yield (
                    f"For {grade} its {name} is worse than that of {champion.label} by {abs(found.value):.3f}"
                    f" ({part}, paired test on the same passages, p = {found.p:.3f})."
                )


def _skill(run: Run, part: str) -> float:
    return sum(run.results[part, grade, "skill"].value for grade in GRADES) / len(GRADES)


def _champion(flow: ModuleType, name: str, alias: str) -> Run | None:
    try:
        version = flow.MlflowClient().get_model_version_by_alias(name, alias)
    except flow.exceptions.MlflowException as error:
        if error.error_code in {"RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"}:
            return None
        raise ModelError(f"The registry cannot be read: {error.message}") from error
    return find(flow, version.run_id)


def _tags(verdict: Verdict, forced: str | None) -> dict[str, str]:
    tags = {"credscore.compared_with": verdict.against or "nothing"}
    if forced is None:
        return tags | {"credscore.gate": "passed"}
    return tags | {
        "credscore.gate": "forced",
        "credscore.forced": forced,
        "credscore.refused": " ".join(verdict.refusals),
    }


def _register(flow: ModuleType, run: Run, name: str, tags: dict[str, str]) -> str:
    """A version of the registered model from the run's model; the model is made where it is new."""
    client = flow.MlflowClient()
    _make(flow, client, name)
    model_id = flow.get_run(run.id).outputs.model_outputs[0].model_id
    made = client.create_model_version(name, f"models:/{model_id}", run_id=run.id, tags=tags, model_id=model_id)
    return str(made.version)


def _make(flow: ModuleType, client: Any, name: str) -> None:
    try:
        client.create_registered_model(name)
    except flow.exceptions.MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise ModelError(f"The model {name!r} cannot be registered: {error.message}") from error
