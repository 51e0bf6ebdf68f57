"""The ledger: every claim is judged, and the verdicts that matter are pinned."""

import json

import pytest

import processes
from processes.claims.article import article
from processes.claims.claim import WORST_LAST

VERDICTS = {
    "C01": ("equal in limit", 1),
    "C02": ("differs by a factor", 1 / 2),
    "C03": ("equal in limit", 1),
    "C04": ("differs by a factor", 1 / 4),
    "C05": ("equal in limit", 1),
    "C06": ("differs", None),
    "C07": ("equal", 1),
    "C08": ("equal", 1),
    "C09": ("differs by a factor", 3),
    "C10": ("differs by a factor", 3),
    "C12": ("convention", None),
    "C11": ("differs by a factor", 0.527),
    "C13": ("equal", 1),
    "C14": ("equal in limit", 1),
    "C15": ("equal", 1),
    "C16": ("differs by a factor", 3 / 8),
    "C17": ("differs by a factor", 16),
    "C18": ("equal", 1),
    "C19": ("equal", 1),
    "C20": ("equal", 1),
    "C21": ("equal", 1),
    "C22": ("equal", 1),
    "C23": ("equal", 1),
    "C24": ("equal", 1),
    "C25": ("equal in limit", 1),
    "C26": ("differs by a factor", 2),
    "C27": ("equal in limit", 1),
    "C28": ("differs by a factor", 2.372),
    "C29": ("equal", 1),
    "C30": ("equal", 1),
    "C31": ("equal", 1),
    "C32": ("equal", 1),
    "C33": ("equal", 1),
    "C34": ("differs by a factor", 6.28318530718),
    "C35": ("differs by a factor", 0.398),
    "C36": ("differs by a factor", 4),
    "C37": ("not decidable as printed", None),
    "C38": ("equal", 1),
    "C39": ("equal", 1),
    "C40": ("equal", 1),
    "C41": ("equal", 1),
    "C42": ("equal in limit", 1),
    "C43": ("equal", 1),
    "C44": ("equal", 1),
    "C45": ("equal", 1),
    "C46": ("equal", 1),
}
SLOW = {"C01", "C21"}


@pytest.fixture(scope="module")
def verdicts():
    return {}


@pytest.mark.parametrize(
    "id", [pytest.param(id, marks=pytest.mark.slow) if id in SLOW else id for id in processes.claims.names()]
)
def test_verdict(id, verdicts):
    found = verdicts[id] = processes.claims.check(id)
    assert found.verdict in WORST_LAST
    assert found.parts
    assert all(part.correct and part.evidence in ("proof", "sampled", "numeric") for part in found.parts)
    document = found.as_dict()
    assert list(document) == ["id", "verdict", "factor", "correct", "evidence", "note", "parts"]
    json.dumps(document, allow_nan=False)
    if id in VERDICTS:
        verdict, factor = VERDICTS[id]
        assert found.verdict == verdict, found
        assert found.factor == (None if factor is None else pytest.approx(factor, rel=2e-3))


def test_the_verdict_of_several_statements():
    """The worst part gives the verdict, the first that is off by a factor gives the factor."""
    found = processes.claims.check("C34")
    assert [part.verdict for part in found.parts] == ["differs by a factor"] * 3 + ["equal"]
    assert found.factor == found.parts[0].factor


def test_article_holds_every_claim_once():
    ids = ["C19", "C26", "C34"]
    text = article([processes.claims.check(id) for id in ids])
    for id in ids:
        assert text.count(f"### {id}:") == 1
    assert text.index("### C26") < text.index("### C19")


def test_unknown_claim():
    with pytest.raises(KeyError, match="C02"):
        processes.claims.check("C99")


def test_names_do_not_import():
    assert processes.claims.names() == tuple(sorted(processes.claims.names()))
    assert "C18" in processes.claims.names()
