import gzip
import re
from fractions import Fraction
from pathlib import Path

import pytest

FORM = Path(__file__).parent.parent / "form"


def read_polynomial(name):
    """Variables and {exponents: coefficient} of what FORM printed for form/<name>.frm."""
    text = gzip.decompress((FORM / f"{name}.out.gz").read_bytes()).decode()
    text = re.sub(r"\s", "", text).removesuffix(";")
    terms = []
    for sign, body in re.findall(r"([+-]?)([^+-]+)", text):
        coefficient, powers = Fraction(-1 if sign == "-" else 1), {}
        for factor in body.split("*"):
            if factor[0].isdigit():
                coefficient *= Fraction(factor)
            else:
                variable, _, power = factor.partition("^")
                powers[variable] = powers.get(variable, 0) + int(power or 1)
        terms.append((powers, coefficient))
    variables = sorted({variable for powers, _ in terms for variable in powers})
    return variables, {tuple(powers.get(v, 0) for v in variables): c for powers, c in terms}


@pytest.fixture(scope="session")
def polynomial():
    return read_polynomial


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("AMPS_CACHE_DIR", str(tmp_path_factory.mktemp("kernels")))
    yield
    patch.undo()
