"""A font for the formulas of a report, carried in the page, so that they look alike wherever it is opened.

Browsers set MathML by the numbers of a font's MATH table (heights of scripts, of the fraction bar, larger brackets),
and many systems have no such font. The STIX glyphs that come with matplotlib (SIL Open Font Licence) are taken, with
the brackets and roots of its larger cuts as variants, and given a MATH table. Its constants follow those of TeX's
plain format, D. E. Knuth, The TeXbook, appendix G, in thousandths of the font size.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from processes.output.mathml_symbols import ACCENTS, DELIMITERS, OPERATORS, SCRIPT, SYMBOLS

FAMILY = "Report Math"
STRETCHING = "()[]{}√"
LARGER_CUTS = ("STIXSizOneSymReg.ttf", "STIXSizTwoSymReg.ttf", "STIXSizThreeSymReg.ttf", "STIXSizFourSymReg.ttf")
PERCENT = {"ScriptPercentScaleDown": 70, "ScriptScriptPercentScaleDown": 55}
HEIGHTS = {"DelimitedSubFormulaMinHeight": 1300, "DisplayOperatorMinHeight": 1300}
CONSTANTS = {
    "MathLeading": 150,
    "AxisHeight": 250,
    "AccentBaseHeight": 450,
    "FlattenedAccentBaseHeight": 660,
    "SubscriptShiftDown": 200,
    "SubscriptTopMax": 360,
    "SubscriptBaselineDropMin": 100,
    "SuperscriptShiftUp": 390,
    "SuperscriptShiftUpCramped": 290,
    "SuperscriptBottomMin": 110,
    "SuperscriptBaselineDropMax": 380,
    "SubSuperscriptGapMin": 160,
    "SuperscriptBottomMaxWithSubscript": 360,
    "SpaceAfterScript": 50,
    "UpperLimitGapMin": 110,
    "UpperLimitBaselineRiseMin": 200,
    "LowerLimitGapMin": 170,
    "LowerLimitBaselineDropMin": 600,
    "StackTopShiftUp": 440,
    "StackTopDisplayStyleShiftUp": 680,
    "StackBottomShiftDown": 345,
    "StackBottomDisplayStyleShiftDown": 690,
    "StackGapMin": 180,
    "StackDisplayStyleGapMin": 420,
    "StretchStackTopShiftUp": 110,
    "StretchStackBottomShiftDown": 600,
    "StretchStackGapAboveMin": 200,
    "StretchStackGapBelowMin": 170,
    "FractionNumeratorShiftUp": 440,
    "FractionNumeratorDisplayStyleShiftUp": 680,
    "FractionDenominatorShiftDown": 345,
    "FractionDenominatorDisplayStyleShiftDown": 690,
    "FractionNumeratorGapMin": 60,
    "FractionNumDisplayStyleGapMin": 160,
    "FractionRuleThickness": 55,
    "FractionDenominatorGapMin": 60,
    "FractionDenomDisplayStyleGapMin": 160,
    "SkewedFractionHorizontalGap": 350,
    "SkewedFractionVerticalGap": 90,
    "OverbarVerticalGap": 150,
    "OverbarRuleThickness": 55,
    "OverbarExtraAscender": 55,
    "UnderbarVerticalGap": 150,
    "UnderbarRuleThickness": 55,
    "UnderbarExtraDescender": 55,
    "RadicalVerticalGap": 80,
    "RadicalDisplayStyleVerticalGap": 150,
    "RadicalRuleThickness": 66,
    "RadicalExtraAscender": 66,
    "RadicalKernBeforeDegree": 270,
    "RadicalKernAfterDegree": -550,
}


@cache
def font_face() -> str:
    """The @font-face rule that holds the font."""
    data = b64encode(_font()).decode("ascii")
    return f'@font-face {{ font-family: "{FAMILY}"; src: url(data:font/woff;base64,{data}) format("woff"); }}'


def characters() -> set[str]:
    """Every character that a formula may hold, letters also in the italics that a browser puts in their place."""
    letters = {chr(k) for k in (*range(0x20, 0x7F), 0xA0, 0x338, 0x210E, *range(0x3B1, 0x3CA), 0x3D5, 0x3F5)}
    italics = {chr(k) for k in (*range(0x1D434, 0x1D468), *range(0x1D6FC, 0x1D71C))}
    signs = {symbol for _, _, symbol in SYMBOLS.values()} | set(SCRIPT.values()) | set(OPERATORS.values())
    return (
        letters
        | italics
        | signs
        | set(STRETCHING)
        | {mark for mark, _ in ACCENTS.values()}
        | {d for d in DELIMITERS.values() if d}
    )


def _font() -> bytes:
    import matplotlib
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont, newTable

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    font: Any = TTFont(folder / "STIXGeneral.ttf", recalcTimestamp=False)
    options = Options(layout_features=[], drop_tables=["FFTM", "GDEF", "GPOS", "GSUB", "gasp"], name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters()])
    subsetter.subset(font)
    for name in (1, 4, 6):
        font["name"].setName(FAMILY.replace(" ", "") if name == 6 else FAMILY, name, 3, 1, 0x409)
    cuts = [TTFont(folder / name) for name in LARGER_CUTS]
    variants = {c: _variants(font, c, cuts) for c in STRETCHING}
    font["MATH"] = newTable("MATH")
    font["MATH"].table = _math_table(font, variants)
    font.flavor = "woff"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _variants(font: Any, character: str, cuts: list[Any]) -> list[str]:
    """Names of the glyph and of its larger cuts, which are copied into the font."""
    names = [font.getBestCmap()[ord(character)]]
    for k, cut in enumerate(cuts, 1):
        source = cut.getBestCmap()[ord(character)]
        name = f"{names[0]}.size{k}"
        font["glyf"][name] = cut["glyf"][source]
        font["hmtx"][name] = cut["hmtx"][source]
        names.append(name)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    return names


def _math_table(font: Any, variants: dict[str, list[str]]) -> Any:
    from fontTools.ttLib.tables import otTables

    constants = otTables.MathConstants()
    for name, value in (PERCENT | HEIGHTS).items():
        setattr(constants, name, value)
    for name, value in CONSTANTS.items():
        setattr(constants, name, _record(value))
    constants.RadicalDegreeBottomRaisePercent = 65

    made = otTables.MathVariants()
    made.MinConnectorOverlap = 0
    ordered = sorted(variants.values(), key=lambda names: font.getGlyphID(names[0]))
    made.VertGlyphCoverage = otTables.Coverage()
    made.VertGlyphCoverage.glyphs = [names[0] for names in ordered]
    made.VertGlyphConstruction = [_construction(font, names) for names in ordered]
    made.VertGlyphCount, made.HorizGlyphCount = len(ordered), 0
    made.HorizGlyphCoverage, made.HorizGlyphConstruction = None, []

    # Browsers drop a MATH table that lacks one of its three parts.
    nothing = otTables.MathGlyphInfo()
    nothing.MathItalicsCorrectionInfo = nothing.MathTopAccentAttachment = None
    nothing.ExtendedShapeCoverage = nothing.MathKernInfo = None

    table = otTables.MATH()
    table.Version = 0x00010000
    table.MathConstants, table.MathGlyphInfo, table.MathVariants = constants, nothing, made
    return table


def _construction(font: Any, names: list[str]) -> Any:
    from fontTools.ttLib.tables import otTables

    construction = otTables.MathGlyphConstruction()
    construction.GlyphAssembly = None
    construction.MathGlyphVariantRecord = []
    for name in names:
        record = otTables.MathGlyphVariantRecord()
        glyph = font["glyf"][name]
        record.VariantGlyph, record.AdvanceMeasurement = name, glyph.yMax - glyph.yMin
        construction.MathGlyphVariantRecord.append(record)
    construction.VariantCount = len(names)
    return construction


def _record(value: int) -> Any:
    from fontTools.ttLib.tables import otTables

    record = otTables.MathValueRecord()
    record.Value, record.DeviceTable = value, None
    return record
