"""Cut Inter's variable font to the small static files that the PDFs embed.

Run once when Inter has a new version, in an environment with fonttools (not needed to run Trinn), naming the variable
font that fontpkg-inter carries: `python kernel/pdf/fonts/cut.py "…/fontpkg_inter/files/Inter[opsz,wght].ttf"`.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHTS = {"Regular": 400, "SemiBold": 600}
TEXT_OPTICAL_SIZE = 14
# Latin with every Sami and Vietnamese letter, Greek, Cyrillic, punctuation, currency, arrows, mathematics and marks.
KEPT = [
    range(0x20, 0x7F),
    range(0xA0, 0x250),
    [0x292, 0x2B9, 0x2BB, 0x2BC, 0x2C6, 0x2C7, 0x2D8, 0x2D9, 0x2DA, 0x2DB, 0x2DC, 0x2DD],
    range(0x370, 0x400),
    range(0x400, 0x460),
    range(0x490, 0x4C0),
    range(0x1E00, 0x1F00),
    range(0x2010, 0x2028),
    [0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x203D, 0x2044, 0x20AC, 0x2116, 0x2117, 0x2122],
    range(0x2150, 0x2160),
    range(0x2190, 0x219A),
    [0x2206, 0x2211, 0x2212, 0x2215, 0x2219, 0x221A, 0x221E, 0x222B, 0x2248, 0x2260, 0x2264, 0x2265],
    [0x25A0, 0x25A1, 0x25B2, 0x25B6, 0x25BC, 0x25C6, 0x25CA, 0x25CB, 0x25CF, 0x2605, 0x2606, 0x2661, 0x2665],
    [0x2610, 0x2611, 0x2612, 0x2713, 0x2717, 0xFFFD],
]


def cut(source: Path, style: str) -> None:
    """Write one weight beside this script."""
    font = TTFont(source, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"opsz": TEXT_OPTICAL_SIZE, "wght": WEIGHTS[style]})
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "DSIG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for codes in KEPT for code in codes])
    subsetter.subset(font)
    names = {1: f"Inter {style}", 2: "Regular", 4: f"Inter {style}", 6: f"Inter-{style}"}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font.save(Path(__file__).with_name(f"Inter-{style}.ttf"))


if __name__ == "__main__":
    for each in WEIGHTS:
        cut(Path(sys.argv[1]), each)
