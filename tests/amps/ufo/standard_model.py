"""A UFO folder of the size and style of the Standard Model: 41 particles, 150 vertices, R_xi gauge with ghosts."""

from fractions import Fraction

LEPTONS = (("e", "ve", "Me", "ye", 11), ("mu", "vm", "MMU", "ym", 13), ("ta", "vt", "MTA", "ytau", 15))
UP = (("u", "MU", "yup", 2), ("c", "MC", "yc", 4), ("t", "MT", "yt", 6))
DOWN = (("d", "MD", "ydo", 1), ("s", "MS", "ys", 3), ("b", "MB", "yb", 5))
MASSES = {"Me": 5.11e-4, "MMU": 0.10566, "MTA": 1.777, "MU": 2.55e-3, "MC": 1.27, "MT": 172.0}
MASSES |= {"MD": 5.04e-3, "MS": 0.101, "MB": 4.7}
CODES = {"Me": 11, "MMU": 13, "MTA": 15, "MU": 2, "MC": 4, "MT": 6, "MD": 1, "MS": 3, "MB": 5}
HEADER = "from object_library import all_{0}s, {1}\n"
YANG_MILLS = (
    "P(3,1)*Metric(1,2) - P(3,2)*Metric(1,2) - P(2,1)*Metric(1,3) + P(2,3)*Metric(1,3) + P(1,2)*Metric(2,3)"
    " - P(1,3)*Metric(2,3)"
)
STRUCTURES = {
    "UUS1": ([-1, -1, 1], "1"),
    "UUV1": ([-1, -1, 3], "P(3,2) + P(3,3)"),
    "SSS1": ([1, 1, 1], "1"),
    "SSSS1": ([1, 1, 1, 1], "1"),
    "FFS1": ([2, 2, 1], "ProjM(2,1)"),
    "FFS2": ([2, 2, 1], "ProjM(2,1) - ProjP(2,1)"),
    "FFS3": ([2, 2, 1], "ProjP(2,1)"),
    "FFS4": ([2, 2, 1], "ProjM(2,1) + ProjP(2,1)"),
    "FFV1": ([2, 2, 3], "Gamma(3,2,1)"),
    "FFV2": ([2, 2, 3], "Gamma(3,2,-1)*ProjM(-1,1)"),
    "FFV3": ([2, 2, 3], "Gamma(3,2,-1)*ProjP(-1,1)"),
    "VSS1": ([3, 1, 1], "P(1,2) - P(1,3)"),
    "VVS1": ([3, 3, 1], "Metric(1,2)"),
    "VVSS1": ([3, 3, 1, 1], "Metric(1,2)"),
    "VVV1": ([3, 3, 3], YANG_MILLS),
    "VVVV1": ([3, 3, 3, 3], "Metric(1,4)*Metric(2,3) - Metric(1,3)*Metric(2,4)"),
    "VVVV2": ([3, 3, 3, 3], "Metric(1,4)*Metric(2,3) + Metric(1,3)*Metric(2,4) - 2*Metric(1,2)*Metric(3,4)"),
    "VVVV3": ([3, 3, 3, 3], "Metric(1,4)*Metric(2,3) - Metric(1,2)*Metric(3,4)"),
    "VVVV4": ([3, 3, 3, 3], "Metric(1,3)*Metric(2,4) - Metric(1,2)*Metric(3,4)"),
    "VVVV5": ([3, 3, 3, 3], "Metric(1,4)*Metric(2,3) - (Metric(1,3)*Metric(2,4))/2. - (Metric(1,2)*Metric(3,4))/2."),
}


def _variable(name):
    return name.replace("+", "__plus__").replace("-", "__minus__").replace("~", "__tilde__")


def _particles():
    rows = [("a", "a", 22, 3, 1, "ZERO", "ZERO", 0), ("Z", "Z", 23, 3, 1, "MZ", "WZ", 0)]
    rows += [("W+", "W-", 24, 3, 1, "MW", "WW", 1), ("g", "g", 21, 3, 8, "ZERO", "ZERO", 0)]
    ghosts = (("ghA", 9000001, 1, 0), ("ghZ", 9000002, 1, 0), ("ghWp", 9000003, 1, 1), ("ghG", 9000005, 8, 0))
    rows += [(n, n + "~", code, -1, colour, "ZERO", "ZERO", charge) for n, code, colour, charge in ghosts]
    for lepton, neutrino, mass, _, code in LEPTONS:
        rows += [(neutrino, neutrino + "~", code + 1, 2, 1, "ZERO", "ZERO", 0)]
        rows += [(lepton + "-", lepton + "+", code, 2, 1, mass, "ZERO", -1)]
    rows += [(n, n + "~", code, 2, 3, mass, "WT" if n == "t" else "ZERO", "2/3") for n, mass, _, code in UP]
    rows += [(n, n + "~", code, 2, 3, mass, "ZERO", "-1/3") for n, mass, _, code in DOWN]
    rows += [("H", "H", 25, 1, 1, "MH", "WH", 0)]
    goldstones = [("G0", "G0", 250, 1, 1, "MZ", "WZ", 0), ("G+", "G-", 251, 1, 1, "MW", "WW", 1)]
    text = "from __future__ import division\n" + HEADER.format("particle", "Particle") + "import parameters as Param\n"
    for name, anti, code, spin, colour, mass, width, charge in rows + goldstones:
        extra = "goldstone = True,\n    " if name in ("G0", "G+") else ""
        text += (
            f"\n{_variable(name)} = Particle(pdg_code = {code},\n    name = '{name}',\n    antiname = '{anti}',\n"
            f"    spin = {spin},\n    color = {colour},\n    mass = Param.{mass},\n    width = Param.{width},\n"
            f"    texname = '{name}',\n    antitexname = '{anti}',\n    {extra}charge = {charge},\n"
            f"    GhostNumber = {int(spin == -1)})\n"
        )
        if name != anti:
            text += f"\n{_variable(anti)} = {_variable(name)}.anti()\n"
    return text


def _parameters():
    def external(name, value, block, code):
        return (
            f"{name} = Parameter(name = '{name}',\n    nature = 'external',\n    type = 'real',\n    value = {value},\n"
            f"    texname = '\\\\text{{{name}}}',\n    lhablock = '{block}',\n    lhacode = [ {code} ])\n\n"
        )

    def internal(name, value, kind="real"):
        return (
            f"{name} = Parameter(name = '{name}',\n    nature = 'internal',\n    type = '{kind}',\n"
            f"    value = '{value}',\n    texname = '{name}')\n\n"
        )

    text = HEADER.format("parameter", "Parameter") + "from function_library import complexconjugate, re, im\n\n"
    text += internal("ZERO", "0.0")
    for name, value, block, code in (
        ("aEWM1", 127.9, "SMINPUTS", 1),
        ("Gf", 1.16637e-5, "SMINPUTS", 2),
        ("aS", 0.1184, "SMINPUTS", 3),
        ("cabi", 0.227736, "CKMBLOCK", 1),
        ("MZ", 91.1876, "MASS", 23),
        ("MH", 125, "MASS", 25),
        ("WZ", 2.4952, "DECAY", 23),
        ("WW", 2.085, "DECAY", 24),
        ("WT", 1.50833649, "DECAY", 6),
        ("WH", 0.00407, "DECAY", 25),
    ):
        text += external(name, value, block, code)
    for name, value in MASSES.items():
        text += external(name, value, "MASS", CODES[name])
        text += external("ym" + name[1:].lower(), value, "YUKAWA", CODES[name])
    text += internal("CKM1x1", "cmath.cos(cabi)", "complex") + internal("CKM1x2", "cmath.sin(cabi)", "complex")
    text += internal("CKM1x3", "0", "complex") + internal("CKM2x3", "0", "complex")
    text += internal("CKM2x1", "-cmath.sin(cabi)", "complex") + internal("CKM2x2", "cmath.cos(cabi)", "complex")
    text += "".join(internal(f"CKM3x{k}", int(k == 3), "complex") for k in (1, 2, 3))
    text += internal("aEW", "1/aEWM1") + internal("G", "2*cmath.sqrt(aS)*cmath.sqrt(cmath.pi)")
    text += internal("MW", "cmath.sqrt(MZ**2/2. + cmath.sqrt(MZ**4/4. - (aEW*cmath.pi*MZ**2)/(Gf*cmath.sqrt(2))))")
    text += internal("ee", "2*cmath.sqrt(aEW)*cmath.sqrt(cmath.pi)") + internal("sw2", "1 - MW**2/MZ**2")
    text += internal("cw", "cmath.sqrt(1 - sw2)") + internal("sw", "cmath.sqrt(sw2)")
    text += internal("g1", "ee/cw") + internal("gw", "ee/sw") + internal("vev", "(2*MW*sw)/ee")
    text += internal("lam", "MH**2/(2.*vev**2)") + internal("muH", "cmath.sqrt(lam*vev**2)")
    for mass, yukawa in [(m, y) for _, _, m, y, _ in LEPTONS] + [(m, y) for _, m, y, _ in UP + DOWN]:
        text += internal(yukawa, f"(ym{mass[1:].lower()}*cmath.sqrt(2))/vev")
    return text


class Writer:
    """Vertices and their couplings, each coupling declared once."""

    def __init__(self):
        self.couplings = {}
        self.vertices = []

    def add(self, particles, entries, colours=("1",)):
        """`entries` are (structure, coupling, QCD order, QED order), all on the first colour unless it is given."""
        structures = list(dict.fromkeys(entry[0] for entry in entries))
        table = []
        for structure, value, qcd, qed, *colour in entries:
            order = {name: n for name, n in (("QCD", qcd), ("QED", qed)) if n}
            name = self.couplings.setdefault((value, str(order)), f"GC_{len(self.couplings) + 1}")
            table.append(f"({colour[0] if colour else 0},{structures.index(structure)}):C.{name}")
        n = len(self.vertices) + 1
        listed = ", ".join(f"P.{_variable(p)}" for p in particles)
        self.vertices.append(
            f"V_{n} = Vertex(name = 'V_{n}',\n    particles = [ {listed} ],\n    color = [ "
            + ", ".join(f"'{c}'" for c in colours)
            + f" ],\n    lorentz = [ {', '.join('L.' + s for s in structures)} ],\n"
            f"    couplings = {{{','.join(table)}}})\n"
        )


def _gauge_bosons(w):
    i = "complex(0,1)"
    w.add(("a", "W-", "W+"), [("VVV1", f"{i}*gw*sw", 0, 1)])
    w.add(("W-", "W+", "Z"), [("VVV1", f"cw*{i}*gw", 0, 1)])
    w.add(("g", "g", "g"), [("VVV1", "-G", 1, 0)], ("f(1,2,3)",))
    four = [(s, f"{i}*G**2", 2, 0, k) for k, s in enumerate(("VVVV4", "VVVV3", "VVVV1"))]
    w.add(("g",) * 4, four, ("f(-1,1,2)*f(3,4,-1)", "f(-1,1,3)*f(2,4,-1)", "f(-1,1,4)*f(2,3,-1)"))
    w.add(("a", "a", "W-", "W+"), [("VVVV2", f"{i}*gw**2*sw**2", 0, 2)])
    w.add(("W-", "W-", "W+", "W+"), [("VVVV2", f"-({i}*gw**2)", 0, 2)])
    w.add(("a", "W-", "W+", "Z"), [("VVVV5", f"-2*cw*{i}*gw**2*sw", 0, 2)])
    w.add(("W-", "W+", "Z", "Z"), [("VVVV2", f"cw**2*{i}*gw**2", 0, 2)])


def _higgs(w):
    i = "complex(0,1)"
    zz = f"ee**2*{i} + (cw**2*ee**2*{i})/(2.*sw**2) + (ee**2*{i}*sw**2)/(2.*cw**2)"
    w.add(("H",) * 4, [("SSSS1", f"-6*{i}*lam", 0, 2)])
    w.add(("H",) * 3, [("SSS1", f"-6*{i}*lam*vev", 0, 1)])
    w.add(("W-", "W+", "H"), [("VVS1", f"(ee**2*{i}*vev)/(2.*sw**2)", 0, 1)])
    w.add(("W-", "W+", "H", "H"), [("VVSS1", f"(ee**2*{i})/(2.*sw**2)", 0, 2)])
    w.add(("Z", "Z", "H"), [("VVS1", " + ".join(t + "*vev" for t in zz.split(" + ")), 0, 1)])
    w.add(("Z", "Z", "H", "H"), [("VVSS1", zz, 0, 2)])


def _neutral_currents(w, name, anti, charge, isospin, yukawa, colour):
    i, q, t = "complex(0,1)", Fraction(charge), Fraction(isospin)
    if q:
        w.add((anti, name, "a"), [("FFV1", f"({q.numerator}*ee*{i})/{q.denominator}.", 0, 1)], (colour,))
        w.add((anti, name, "H"), [("FFS4", f"-(({i}*{yukawa})/cmath.sqrt(2))", 0, 1)], (colour,))
        w.add((anti, name, "G0"), [("FFS2", f"-({yukawa}/cmath.sqrt(2))", 0, 1)], (colour,))
    if colour != "1":
        w.add((anti, name, "g"), [("FFV1", f"{i}*G", 1, 0)], ("T(3,2,1)",))
    rest = t - q
    left = f"({t.numerator}*cw*ee*{i})/({t.denominator}.*sw)"
    left += f" + ({rest.numerator}*ee*{i}*sw)/({rest.denominator}.*cw)"
    entries = [("FFV2", left, 0, 1)]
    if q:
        entries.append(("FFV3", f"-({q.numerator}*ee*{i}*sw)/({q.denominator}.*cw)", 0, 1))
    w.add((anti, name, "Z"), entries, (colour,))


def _charged_currents(w):
    i = "complex(0,1)"
    for row, (up, *_, yu, _) in enumerate(UP, start=1):
        for column, (down, *_) in enumerate(DOWN, start=1):
            v = f"CKM{row}x{column}"
            w.add((down + "~", up, "W-"), [("FFV2", f"(ee*{i}*{v})/(sw*cmath.sqrt(2))", 0, 1)], ("Identity(1,2)",))
            value = f"(ee*{i}*complexconjugate({v}))/(sw*cmath.sqrt(2))"
            w.add((up + "~", down, "W+"), [("FFV2", value, 0, 1)], ("Identity(1,2)",))
            w.add((down + "~", up, "G-"), [("FFS1", f"{v}*{yu}", 0, 1)], ("Identity(1,2)",))
            w.add((up + "~", down, "G+"), [("FFS3", f"-{yu}*complexconjugate({v})", 0, 1)], ("Identity(1,2)",))
    for lepton, neutrino, _, yukawa, _ in LEPTONS:
        w.add((lepton + "+", neutrino, "W-"), [("FFV2", f"(ee*{i})/(sw*cmath.sqrt(2))", 0, 1)])
        w.add((neutrino + "~", lepton + "-", "W+"), [("FFV2", f"(ee*{i})/(sw*cmath.sqrt(2))", 0, 1)])
        w.add((lepton + "+", neutrino, "G-"), [("FFS3", f"-({i}*{yukawa})", 0, 1)])
        w.add((neutrino + "~", lepton + "-", "G+"), [("FFS3", f"-({i}*{yukawa})", 0, 1)])


def _unphysical(w):
    i = "complex(0,1)"
    for left, right, vector in (("ghA", "ghWp", "W-"), ("ghZ", "ghWp", "W-"), ("ghWp", "ghA", "W+")):
        w.add((left, right + "~", vector), [("UUV1", f"{i}*gw*cw", 0, 1)])
    w.add(("ghG", "ghG~", "g"), [("UUV1", "G", 1, 0)], ("f(1,2,3)",))
    for pair in (("G0", "G0"), ("G-", "G+"), ("G0", "H")):
        w.add((*pair, "H", "H"), [("SSSS1", f"-2*{i}*lam", 0, 2)])
    w.add(("a", "G-", "G+"), [("VSS1", f"{i}*ee", 0, 1)])
    w.add(("Z", "G-", "G+"), [("VSS1", f"(cw*ee*{i})/(2.*sw)", 0, 1)])
    w.add(("W-", "G+", "H"), [("VSS1", f"-(ee*{i})/(2.*sw)", 0, 1)])
    w.add(("W+", "G-", "H"), [("VSS1", f"(ee*{i})/(2.*sw)", 0, 1)])
    for pair in (("a", "W-", "G+"), ("a", "W+", "G-"), ("Z", "W-", "G+"), ("Z", "W+", "G-")):
        w.add(pair, [("VVS1", "ee*MW", 0, 1)])
    pairs = [("G-", "G+"), ("G0", "G0"), ("G0", "H")]
    for vectors in (("a", "a"), ("a", "Z"), ("Z", "Z"), ("W-", "W+")):
        for scalars in pairs:
            w.add((*vectors, *scalars), [("VVSS1", f"(ee**2*{i})/(2.*sw**2)", 0, 2)])
    for vector, charged, scalar in ((v, c, s) for v in ("a", "Z") for c in ("W-", "W+") for s in ("G0", "H")):
        opposite = "G+" if charged == "W-" else "G-"
        w.add((vector, charged, opposite, scalar), [("VVSS1", f"(ee**2*{i})/(2.*sw)", 0, 2)])
    for ghosts in (("ghWp", "ghWp~"), ("ghZ", "ghZ~"), ("ghA", "ghA~")):
        for scalar in ("H", "G0"):
            w.add((*ghosts, scalar), [("UUS1", f"-(ee**2*{i}*vev)/(4.*sw**2)", 0, 1)])
    for vector in ("a", "Z"):
        w.add(("ghWp", "ghWp~", vector), [("UUV1", f"{i}*ee", 0, 1)])


def write_standard_model(folder):
    """Write the folder; gives the number of particles (antiparticles counted) and vertices."""
    w = Writer()
    _gauge_bosons(w)
    _higgs(w)
    for lepton, neutrino, _, yukawa, _ in LEPTONS:
        _neutral_currents(w, lepton + "-", lepton + "+", -1, "-1/2", yukawa, "1")
        _neutral_currents(w, neutrino, neutrino + "~", 0, "1/2", "", "1")
    for name, _, yukawa, _ in UP:
        _neutral_currents(w, name, name + "~", "2/3", "1/2", yukawa, "Identity(1,2)")
    for name, _, yukawa, _ in DOWN:
        _neutral_currents(w, name, name + "~", "-1/3", "-1/2", yukawa, "Identity(1,2)")
    _charged_currents(w)
    _unphysical(w)
    folder.mkdir(parents=True)
    particles = _particles()
    couplings = HEADER.format("coupling", "Coupling") + "from function_library import complexconjugate, re, im\n\n"
    for (value, order), name in w.couplings.items():
        couplings += f"{name} = Coupling(name = '{name}',\n    value = '{value}',\n    order = {order})\n\n"
    lorentz = "from object_library import all_lorentz, Lorentz\n\n"
    for name, (spins, structure) in STRUCTURES.items():
        lorentz += f"{name} = Lorentz(name = '{name}',\n    spins = {spins},\n    structure = '{structure}')\n\n"
    vertices = "from object_library import all_vertices, Vertex\nimport particles as P\nimport couplings as C\n"
    vertices += "import lorentz as L\n\n" + "\n".join(w.vertices)
    texts = {"particles": particles, "parameters": _parameters(), "couplings": couplings, "lorentz": lorentz}
    for name, text in (texts | {"vertices": vertices}).items():
        (folder / f"{name}.py").write_text(text)
    return particles.count("Particle(") + particles.count(".anti()"), len(w.vertices)
