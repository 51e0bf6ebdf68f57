"""Complex numbers as pairs of real values, so that amplitudes can be lowered to the real operations."""

from __future__ import annotations

from dataclasses import dataclass

from codegen.program import Number, ProgramBuilder, Ref


@dataclass(frozen=True, slots=True)
class ComplexPair:
    """re + i im inside a ProgramBuilder, with + - * / by complex, real or plain numbers."""

    re: Ref
    im: Ref

    def __add__(self, other: ComplexPair | Ref | Number) -> ComplexPair:
        b = self._pair(other)
        return ComplexPair(self.re + b.re, self.im + b.im)

    __radd__ = __add__

    def __neg__(self) -> ComplexPair:
        return ComplexPair(-self.re, -self.im)

    def __sub__(self, other: ComplexPair | Ref | Number) -> ComplexPair:
        b = self._pair(other)
        return ComplexPair(self.re - b.re, self.im - b.im)

    def __rsub__(self, other: Ref | Number) -> ComplexPair:
        return self._pair(other) - self

    def __mul__(self, other: ComplexPair | Ref | Number) -> ComplexPair:
        b = self._pair(other)
        return ComplexPair(self.re * b.re - self.im * b.im, self.re * b.im + self.im * b.re)

    __rmul__ = __mul__

    def __truediv__(self, other: ComplexPair | Ref | Number) -> ComplexPair:
        b = self._pair(other)
        inverse = 1 / b.squared_modulus()
        product = self * b.conjugate()
        return ComplexPair(product.re * inverse, product.im * inverse)

    def __rtruediv__(self, other: Ref | Number) -> ComplexPair:
        return self._pair(other) / self

    def conjugate(self) -> ComplexPair:
        """re - i im."""
        return ComplexPair(self.re, -self.im)

    def squared_modulus(self) -> Ref:
        """re^2 + im^2."""
        return self.re * self.re + self.im * self.im

    def _pair(self, other: ComplexPair | Ref | Number) -> ComplexPair:
        return other if isinstance(other, ComplexPair) else complex_pair(self.re.builder, other)


def complex_pair(builder: ProgramBuilder, re: Ref | Number, im: Ref | Number = 0) -> ComplexPair:
    """A complex value from real and imaginary part."""
    parts = [part if isinstance(part, Ref) else builder.constant(part) for part in (re, im)]
    return ComplexPair(parts[0], parts[1])
