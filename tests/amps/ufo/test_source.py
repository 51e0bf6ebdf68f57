"""Python 2, old encodings, limits."""

import ast

import pytest

from amps.ufo.errors import Place, UFOError
from amps.ufo.source import modernised, parse_expression, parse_file


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x = 10L", "x = 10"),
        ("x = 0xFFL", "x = 0xFF"),
        ("x = [ 01, 017 ]", "x = [ 1, 15 ]"),
        ("print 'a', x", "print('a', x)"),
        ("print x  # why", "print(x)"),
        ("print", "print()"),
        ("x = '10L print 017'", "x = '10L print 017'"),
        ('x = """\nprint 1\n01L"""', 'x = """\nprint 1\n01L"""'),
        ("x1 = 0.5\ny_01 = 10", "x1 = 0.5\ny_01 = 10"),
        ("x = 1.07", "x = 1.07"),
    ],
)
def test_python_2_as_python_3(old, new):
    assert ast.dump(ast.parse(modernised(old))) == ast.dump(ast.parse(new))


def test_latin_1_tabs_and_line_ends(tmp_path):
    path = tmp_path / "particles.py"
    path.write_bytes("# für Müller\r\nx = Particle(name = 'a',\r\n\t\tspin = 1L)\r\n".encode("latin-1"))
    (statement,) = parse_file(path).body
    assert ast.unparse(statement) == "x = Particle(name='a', spin=1)"


def test_unbalanced_brackets_in_comments_are_harmless(tmp_path):
    path = tmp_path / "particles.py"
    path.write_text("# 1( ((((\nx = '(((('\n" * 40)
    assert len(parse_file(path).body) == 40


def test_errors_name_file_and_line(tmp_path):
    path = tmp_path / "couplings.py"
    path.write_text("a = 1\nb = `a`\n")
    with pytest.raises(UFOError, match=r"^couplings.py:2: is not Python"):
        parse_file(path)
    with pytest.raises(UFOError, match=r"^couplings.py:7: GC_1: '1 \+' is not an expression"):
        parse_expression("1 +", Place("couplings.py", 7, "GC_1"))
