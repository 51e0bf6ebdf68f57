import pytest

import codegen
from codegen import ProgramBuilder
from codegen.complex_pairs import complex_pair


def test_arithmetic_is_that_of_python():
    b = ProgramBuilder("complex")
    z, w = (complex_pair(b, b.argument(f"{name}r"), b.argument(f"{name}i")) for name in "zw")
    zp, wp = 0.3 - 1.7j, -2.1 + 0.4j
    cases = {
        "a": (z + w * 2 - 1, zp + wp * 2 - 1),
        "b": (z / w, zp / wp),
        "c": (1 / z - w.conjugate(), 1 / zp - wp.conjugate()),
        "d": (-(2 - z) * w, -(2 - zp) * wp),
    }
    for name, (pair, _) in cases.items():
        b.output(f"{name}_re", pair.re)
        b.output(f"{name}_im", pair.im)
    b.output("size", z.squared_modulus())
    found = codegen.compile(b.build(), "numpy")(zr=zp.real, zi=zp.imag, wr=wp.real, wi=wp.imag)
    for name, (_, expected) in cases.items():
        assert complex(found[f"{name}_re"], found[f"{name}_im"]) == pytest.approx(expected, rel=1e-15)
    assert found["size"] == pytest.approx(abs(zp) ** 2, rel=1e-15)
