"""The files of a UFO folder that are the same for every model: classes, functions, and the package that joins them.

Generated code belongs to the user under no condition; these texts are 0BSD.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amps.ufo.orders import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

FUNCTION_LIBRARY = '''"""Functions of complex numbers that values in this model may use."""

import cmath

from .object_library import Function, all_functions

complexconjugate = Function(name="complexconjugate", arguments=("z",), expression="z.conjugate()")
re = Function(name="re", arguments=("z",), expression="z.real")
im = Function(name="im", arguments=("z",), expression="z.imag")
sec = Function(name="sec", arguments=("z",), expression="1/cmath.cos(z)")
csc = Function(name="csc", arguments=("z",), expression="1/cmath.sin(z)")
cot = Function(name="cot", arguments=("z",), expression="1/cmath.tan(z)")
asec = Function(name="asec", arguments=("z",), expression="cmath.acos(1/z)")
acsc = Function(name="acsc", arguments=("z",), expression="cmath.asin(1/z)")
'''

OBJECT_LIBRARY = '''"""What a UFO model is made of: every object enters the list of its kind when it is made."""

import cmath


class UFOBaseClass(object):
    """An object with the attributes that `require_args` names, in this order, and any others by keyword."""

    require_args = ()
    registry = None

    def __init__(self, *values, **options):
        names = dict(zip(self.require_args, values))
        names.update(options)
        missing = [name for name in self.require_args if name not in names]
        if missing:
            raise TypeError("%s needs %s" % (type(self).__name__, ", ".join(missing)))
        for name, value in names.items():
            setattr(self, name, value)
        if self.registry is not None:
            self.registry.append(self)

    def get(self, name):
        return getattr(self, name)

    def set(self, name, value):
        setattr(self, name, value)

    def get_all(self):
        return dict(self.__dict__)

    def nice_string(self):
        return "\\n".join("%s: %s" % item for item in sorted(self.__dict__.items()))

    def __str__(self):
        return self.name

    __repr__ = __str__


all_particles = []
all_parameters = []
all_couplings = []
all_lorentz = []
all_vertices = []
all_orders = []
all_functions = []
all_decays = []
all_form_factors = []
all_propagators = []


class Particle(UFOBaseClass):
    """A particle or antiparticle; `anti()` gives the other."""

    require_args = (
        "pdg_code", "name", "antiname", "spin", "color", "mass", "width", "texname", "antitexname", "charge",
    )
    registry = all_particles

    def __init__(self, *values, **options):
        options.setdefault("propagating", True)
        options.setdefault("goldstoneboson", False)
        UFOBaseClass.__init__(self, *values, **options)
        self.selfconjugate = self.name == self.antiname
        if "line" not in options:
            self.line = self.find_line_type()

    def find_line_type(self):
        """How the line is drawn."""
        if self.spin == 1:
            return "dashed"
        if self.spin == 2:
            return "straight" if not self.selfconjugate else "swavy" if self.color == 1 else "scurly"
        if self.spin == 3:
            return "curly" if self.color == 8 else "wavy"
        return "double" if self.spin == 5 else "dotted"

    def anti(self):
        """The antiparticle."""
        if self.selfconjugate:
            raise ValueError("%s is its own antiparticle" % self.name)
        same = ("spin", "mass", "width", "line", "propagating", "goldstoneboson", "chiral")
        made = set(self.require_args) | set(same) | {"selfconjugate"}
        options = dict((key, getattr(self, key)) for key in same[3:] if hasattr(self, key))
        for key, value in self.__dict__.items():
            if key not in made:
                options[key] = -value
        colour = self.color if self.color in (1, 8) else -self.color
        return Particle(
            -self.pdg_code, self.antiname, self.name, self.spin, colour, self.mass, self.width,
            self.antitexname, self.texname, -self.charge, **options
        )


class Parameter(UFOBaseClass):
    """An input (nature external, with lhablock and lhacode) or a derived parameter (internal)."""

    require_args = ("name", "nature", "type", "value", "texname")
    registry = all_parameters

    def __init__(self, *values, **options):
        options.setdefault("lhablock", None)
        options.setdefault("lhacode", None)
        UFOBaseClass.__init__(self, *values, **options)
        if self.nature == "external" and (self.lhablock is None or self.lhacode is None):
            raise ValueError("the external parameter %s needs lhablock and lhacode" % self.name)


class Coupling(UFOBaseClass):
    """A coupling: an expression in the parameters, and how many powers of which interaction it counts."""

    require_args = ("name", "value", "order")
    registry = all_couplings


class Lorentz(UFOBaseClass):
    """A Lorentz structure for particles of these spins."""

    require_args = ("name", "spins", "structure")
    registry = all_lorentz

    def __init__(self, *values, **options):
        options.setdefault("formfactors", [])
        UFOBaseClass.__init__(self, *values, **options)


class Vertex(UFOBaseClass):
    """Particles with colour structures, Lorentz structures, and the coupling of each pair of these."""

    require_args = ("name", "particles", "color", "lorentz", "couplings")
    registry = all_vertices


class CouplingOrder(UFOBaseClass):
    """A kind of coupling: how many to allow, and how it ranks."""

    require_args = ("name", "expansion_order", "hierarchy")
    registry = all_orders


MEANINGS = {
    "complexconjugate": lambda z: z.conjugate(),
    "re": lambda z: z.real,
    "im": lambda z: z.imag,
    "sec": lambda z: 1 / cmath.cos(z),
    "csc": lambda z: 1 / cmath.sin(z),
    "cot": lambda z: 1 / cmath.tan(z),
    "asec": lambda z: cmath.acos(1 / z),
    "acsc": lambda z: cmath.asin(1 / z),
}


class Function(UFOBaseClass):
    """A function of complex numbers, given as an expression."""

    require_args = ("name", "arguments", "expression")
    registry = all_functions

    def __init__(self, *values, **options):
        UFOBaseClass.__init__(self, *values, **options)
        self.expr = self.expression

    def __call__(self, *values):
        return MEANINGS[self.name](*values)


class Decay(UFOBaseClass):
    """Partial widths of a particle."""

    require_args = ("particle", "partial_widths")
    registry = all_decays


class FormFactor(UFOBaseClass):
    """A function of momenta in a Lorentz structure."""

    require_args = ("name", "type", "value")
    registry = all_form_factors


class Propagator(UFOBaseClass):
    """Numerator and denominator of a propagator."""

    require_args = ("name", "numerator", "denominator")
    registry = all_propagators
'''

PACKAGE = '''"""{name}: a UFO model, written from a Lagrangian."""

from . import coupling_orders, couplings, function_library, lorentz, object_library, parameters, particles, vertices

all_particles = particles.all_particles
all_vertices = vertices.all_vertices
all_couplings = couplings.all_couplings
all_lorentz = lorentz.all_lorentz
all_parameters = parameters.all_parameters
all_orders = coupling_orders.all_orders
all_functions = function_library.all_functions

gauge = [0]
__version__ = "{version}"
'''


def package_text(name: str, version: str, has_form_factors: bool) -> str:
    """The text of __init__.py."""
    text = PACKAGE.format(name=name, version=version)
    if has_form_factors:
        text += "\nfrom . import form_factors\n\nall_form_factors = form_factors.all_form_factors\n"
    return text


def orders_text(orders: Iterable[str], first_order: Collection[str]) -> str:
    """The text of coupling_orders.py, all of one rank; those of contact interactions may occur once."""
    lines = [
        '"""The kinds of couplings that are counted."""',
        "",
        "from .object_library import CouplingOrder, all_orders",
        "",
    ]
    for name in orders:
        variable = name if name.isidentifier() else "order_" + "".join(c if c.isalnum() else "_" for c in name)
        bound = 1 if name in first_order else UNBOUNDED
        lines.append(f"{variable} = CouplingOrder(name={name!r}, expansion_order={bound}, hierarchy=1)")
    return "\n".join([*lines, ""])
