"""What the commands of LaTeX look like: characters and the MathML elements that hold them."""

from __future__ import annotations

_LETTERS = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ϵ",
    "varepsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "ϕ",
    "varphi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "ell": "ℓ",
    "hbar": "ℏ",
    "partial": "∂",
    "infty": "∞",
}
_CAPITALS = {
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
_RELATIONS = {
    "cdot": "⋅",
    "times": "×",
    "to": "→",
    "rightarrow": "→",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "sim": "∼",
    "propto": "∝",
    "equiv": "≡",
    "ll": "≪",
    "gg": "≫",
    "pm": "±",
    "mp": "∓",
    "dagger": "†",
    "prime": "′",
    "ast": "∗",
    "star": "⋆",
    "int": "∫",
    "sum": "∑",
    "vee": "∨",
    "wedge": "∧",
    "in": "∈",
    "supset": "⊃",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "mid": "∣",
    "lvert": "|",
    "rvert": "|",
    "{": "{",
    "}": "}",
    "_": "_",
    "%": "%",
    "lbrace": "{",
    "rbrace": "}",
}

SYMBOLS = (
    {f"\\{name}": ("mi", "", letter) for name, letter in _LETTERS.items()}
    | {f"\\{name}": ("mi", ' mathvariant="normal"', letter) for name, letter in _CAPITALS.items()}
    | {f"\\{name}": ("mo", "", sign) for name, sign in _RELATIONS.items()}
)
"""A command's element, its attributes and its character."""

SPACES = {
    "~": "0.25em",
    r"\,": "0.17em",
    r"\:": "0.22em",
    r"\;": "0.28em",
    r"\ ": "0.25em",
    r"\!": "-0.17em",
    r"\quad": "1em",
    r"\qquad": "2em",
}
"""Widths of horizontal space."""

_UPRIGHT = ("log", "ln", "exp", "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "asin", "acos", "atan", "atanh")
FUNCTIONS = frozenset(f"\\{name}" for name in (*_UPRIGHT, "arctan", "min", "max", "det"))
"""Names set upright."""

ACCENTS = {
    r"\bar": ("¯", "false"),
    r"\tilde": ("˜", "false"),
    r"\hat": ("^", "false"),
    r"\dot": ("˙", "false"),
    r"\vec": ("→", "false"),
}
"""Marks above an argument, and whether they stretch over it."""

SIZES = {r"\big": "1.2em", r"\Big": "1.7em", r"\bigg": "2.3em", r"\Bigg": "3em"}
"""Heights of brackets that do not follow their content."""

DELIMITERS = {c: c for c in "()[]|/"} | {
    r"\{": "{",
    r"\}": "}",
    r"\lbrace": "{",
    r"\rbrace": "}",
    r"\|": "‖",
    r"\vert": "|",
    r"\lvert": "|",
    r"\rvert": "|",
    ".": "",
}
"""What may follow \\left, \\right and \\big."""

OPERATORS = {"-": "−", "*": "∗", "'": "′"}
"""Plain characters that print as another one."""

SCRIPT = {
    "A": "𝒜",
    "B": "ℬ",
    "C": "𝒞",
    "D": "𝒟",
    "L": "ℒ",
    "M": "ℳ",
    "N": "𝒩",
    "O": "𝒪",
    "P": "𝒫",
}
"""Script capitals."""


def italic(letter: str) -> str:
    """The mathematical italic of a Latin or small Greek letter, anything else as it is."""
    for first, last, start in (("a", "z", 0x1D44E), ("A", "Z", 0x1D434), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            # The Planck constant took the place of the italic h.
            return "ℎ" if letter == "h" else chr(start + ord(letter) - ord(first))
    return {"ϵ": "𝜖", "ϕ": "𝜙"}.get(letter, letter)
