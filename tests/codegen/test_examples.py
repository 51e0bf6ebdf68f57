import doctest

import codegen


def test_the_example_of_the_package_runs():
    assert doctest.testmod(codegen) == (0, 4)
