"""What every test may rely on."""

from collections.abc import Generator
from typing import Any

import pytest

from codegen.c_backend import find_compiler
from codegen.errors import BackendUnavailable

HAS_COMPILER = find_compiler() is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Without a C compiler a test of target "c" is skipped, for the reason that the target itself gives."""
    try:
        return (yield)
    except BackendUnavailable as error:
        if HAS_COMPILER or "C compiler" not in str(error):
            raise
        pytest.skip(str(error))
