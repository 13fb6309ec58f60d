"""Without the extra, a sentence and no traceback."""

import pytest

from credscore import tracking
from credscore.errors import MissingExtraError


@pytest.mark.parametrize(
    "door",
    [lambda: tracking.train("x"), lambda: tracking.compare(["a", "b"]), lambda: tracking.promote("a")],
    ids=["train", "compare", "promote"],
)
@pytest.mark.parametrize("absent", tracking.EXTRA)
def test_what_is_missing_and_the_extra_are_named(door, absent, monkeypatch):
    monkeypatch.setattr(tracking, "find_spec", lambda name: None if name == absent else object())
    with pytest.raises(MissingExtraError, match=rf"need {absent}: pip install 'credscore\[mlflow\]'"):
        door()
