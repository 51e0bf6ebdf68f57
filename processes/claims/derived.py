"""Quantities in symbols, derived from a process's diagrams: widths to two bodies, cross sections two to two.

Every function starts from the exact squared amplitude; nothing here is a formula for a particular reaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from amps.kinematics import breakup_momentum, kallen_of_masses

if TYPE_CHECKING:
    from processes.core.process import Process

s, v = sympy.symbols("s v", positive=True)
t, u, c = sympy.symbols("t u c", real=True)


def squared(process: Process, *, keep: tuple[str, ...] = ()) -> sympy.Expr:
    """|M|^2 with couplings such as e written by alpha (except those to `keep`), symbols positive, invariants real."""
    m = process.squared_amplitude()
    found = m.in_variables("mandelstam")
    definitions = {symbol: value for symbol, value in m.definitions.items() if symbol.name not in keep}
    for _ in range(len(definitions) + 1):
        found = found.subs(definitions)
    positive = {x: sympy.Symbol(x.name, positive=True) for x in found.free_symbols if not _is_invariant(x.name)}
    invariants = {x: sympy.Symbol(x.name, real=True) for x in found.free_symbols if _is_invariant(x.name)}
    return found.subs({**positive, **invariants, sympy.Symbol("s", real=True): s}, simultaneous=True)


def mass(process: Process, leg: int) -> sympy.Expr:
    """Mass symbol of a leg, from 0; zero for a massless one."""
    name = process.parsed.legs[leg].mass
    if name is None:
        return sympy.S.Zero
    symbol = sympy.Symbol(name, positive=True)
    definitions = {x.name: value for x, value in process.lagrangian.all_definitions.items()}
    if name in definitions:
        return definitions[name].xreplace(
            {x: sympy.Symbol(x.name, positive=True) for x in definitions[name].free_symbols}
        )
    return symbol


def width(process: Process, *, keep: tuple[str, ...] = ()) -> sympy.Expr:
    """Exact width of a decay to two bodies: |M|^2 p/(8 pi M^2), with the identical-particle factor."""
    total, one, two = (mass(process, leg) for leg in range(3))
    momentum = breakup_momentum(total, one, two, sqrt=sympy.sqrt)
    # Above threshold M is the largest mass: |M - m| is M - m, and so is |m - M|.
    momentum = momentum.replace(sympy.Abs, lambda x: x * sympy.sign(sympy.expand(x).coeff(total, 1)))
    symmetry = sympy.Rational(str(process.parsed.symmetry_factor))
    return symmetry * squared(process, keep=keep) * momentum / (8 * sympy.pi * total**2)


def annihilation(process: Process, *, keep: tuple[str, ...] = ()) -> sympy.Expr:
    """sigma v_rel of a pair of equal masses m, exactly, at relative velocity v = 2p/E in the centre of mass.

    s = 4 m^2/(1 - v^2/4); widths of exchanged particles are set to zero.
    """
    m, m3, m4 = mass(process, 0), mass(process, 2), mass(process, 3)
    beta = v / 2
    energy = 2 * m / sympy.sqrt(1 - beta**2)
    final = sympy.sqrt(kallen_of_masses(energy, m3, m4)) / (2 * energy)
    initial = m * beta / sympy.sqrt(1 - beta**2)
    amplitude = squared(process, keep=keep)
    amplitude = amplitude.subs({x: 0 for x in amplitude.free_symbols if x.name.startswith("Gamma_")})
    energy3 = (energy**2 + m3**2 - m4**2) / (2 * energy)
    t_of_c = m**2 + m3**2 - energy * energy3 + 2 * initial * final * c
    there = amplitude.subs(u, 2 * m**2 + m3**2 + m4**2 - s - t).subs({t: t_of_c, s: energy**2})
    symmetry = sympy.Rational(str(process.parsed.symmetry_factor))
    return symmetry * v / (32 * sympy.pi * energy**2) * final / initial * sympy.Integral(there, (c, -1, 1))


def angular_distribution(process: Process, *, keep: tuple[str, ...] = ()) -> sympy.Expr:
    """dsigma/dcos(theta) of two to two in the centre of mass, exactly, in s and c; exchanged widths are zero."""
    m1, m2, m3, m4 = (mass(process, leg) for leg in range(4))
    energy = sympy.sqrt(s)
    initial, final = (sympy.sqrt(kallen_of_masses(energy, a, b)) / (2 * energy) for a, b in ((m1, m2), (m3, m4)))
    energy1, energy3 = ((s + a**2 - b**2) / (2 * energy) for a, b in ((m1, m2), (m3, m4)))
    amplitude = squared(process, keep=keep)
    # Factored: a massless limit may hide behind powers of a mass above and below.
    amplitude = sympy.factor(amplitude.subs({x: 0 for x in amplitude.free_symbols if x.name.startswith("Gamma_")}))
    t_of_c = m1**2 + m3**2 - 2 * energy1 * energy3 + 2 * initial * final * c
    there = amplitude.subs(u, m1**2 + m2**2 + m3**2 + m4**2 - s - t).subs(t, t_of_c)
    symmetry = sympy.Rational(str(process.parsed.symmetry_factor))
    return symmetry / (32 * sympy.pi * s) * final / initial * there


def cross_section(process: Process) -> sympy.Expr:
    """Exact cross section of two to two at sqrt_s, an integral over c = cos(theta); exchanged widths are zero."""
    energy = sympy.Symbol("sqrt_s", positive=True)
    return sympy.Integral(angular_distribution(process).subs(s, energy**2), (c, -1, 1))


def leading_in_velocity(sigma_v: sympy.Expr, power: int) -> sympy.Expr:
    """Coefficient of v^power (the leading one) times v^power; the angle is integrated exactly.

    Raises ValueError if a lower power is there.
    """
    (integral,) = sigma_v.atoms(sympy.Integral)
    outside = sigma_v / integral
    # A Taylor expansion of the integrand is exact here: it is analytic in the velocity at threshold.
    terms = [
        sympy.integrate(sympy.expand(sympy.simplify(integral.function.diff(v, k).subs(v, 0))), (c, -1, 1))
        / sympy.factorial(k)
        for k in range(power + 1)
    ]
    if any(sympy.simplify(term) != 0 for term in terms[:-1]):
        raise ValueError(f"the leading power of the velocity is below {power}")
    return sympy.simplify(outside.subs(v, 0)) * terms[-1] * v**power


def recoil_spectrum(process: Process, *, beam: str = "E", keep: tuple[str, ...] = ()) -> sympy.Expr:
    """dsigma/dT of a beam of total energy `beam` on a target of mass M at rest that recoils with kinetic energy T.

    Legs: beam, target > product, recoil. With t = -2 M T and s = m^2 + M^2 + 2 E M: |M|^2/(32 pi M p^2), p the momentum
    of the beam; exchanged widths are zero. Raises ValueError if the target does not come out again.
    """
    projectile, target, product = (mass(process, leg) for leg in range(3))
    legs = process.parsed.legs
    if legs[1].name != legs[3].name:
        raise ValueError(f"dsigma/dT needs the target {legs[1].name} as the last leg of {process.reaction}")
    energy, recoil = sympy.symbols(f"{beam} T", positive=True)
    amplitude = squared(process, keep=keep)
    amplitude = amplitude.subs({x: 0 for x in amplitude.free_symbols if x.name.startswith("Gamma_")})
    amplitude = amplitude.subs(u, projectile**2 + 2 * target**2 + product**2 - s - t)
    there = amplitude.subs({s: projectile**2 + target**2 + 2 * energy * target, t: -2 * target * recoil})
    return sympy.factor(there) / (32 * sympy.pi * target * (energy**2 - projectile**2))


def _is_invariant(name: str) -> bool:
    return name in ("s", "t", "u") or (name[:2] in ("s_", "t_") and name[2:].isdigit())
