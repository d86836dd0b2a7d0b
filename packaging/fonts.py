"""Make resources/fonts again: fetch the sources with the package clients, subset, convert, rename, write.

    python packaging/fonts.py --work DIR [--out resources/fonts] [--check]

Needs `npm`, `apt-get`, `dpkg-deb` (Debian 12) and the fonttools of the `dev` extra. Archives already in DIR
are not fetched again. The output depends on the sources and the fonttools version only: two runs give the
same bytes; `--check` writes nothing and compares with what is committed.

The faces are renamed because some licences reserve the original names for unmodified fonts (OFL, clause 3).
"""

import argparse
import bz2
import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

NPM_PACKAGES = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
DEBIAN_PACKAGES = (
    "texlive-lang-chinese=2022.20230122-1",
    "fonts-lxgw-wenkai=1.250+repack-1",
    "fonts-hanazono=20170904-2.1",
    "unicode-data=15.0.0-1",
)

FIXED_TIME = 3786912000  # 2024-01-01 in seconds since 1904: the same bytes whenever this runs
URO = (0x4E00, 0x9FFF)
EXTENSION_A = (0x3400, 0x4DBF)
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))
KEPT_FROM_FALLBACK = (
    (0x2E80, 0x2FDF),  # radicals: GB 18030-2022 level 3 has them
    (0x31C0, 0x31E3),  # strokes
    EXTENSION_A,
    URO,
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x2FA1F),  # extensions B to F, compatibility supplement
)
CONVERSION_ERROR = 1.0  # em units (of 1000) between the cubic outline and its quadratic copy

Characters = frozenset[int]
Choice = Callable[[Characters, Characters, Characters], Characters]


@dataclass(frozen=True)
class Face:
    """One file to make: `keep(own, standard, song)` picks code points out of the font's own."""

    file: str
    family: str
    style: str
    weight: int
    archive: str  # how the archive's name begins
    member: str  # how the path inside it ends
    sha256: str  # of the source font, so that another release is noticed
    licence: str
    keep: Choice
    features: tuple[str, ...] = ()


def everything(own: Characters, _standard: Characters, _song: Characters) -> Characters:
    return own


def standard_set(own: Characters, standard: Characters, _song: Characters) -> Characters:
    """Everything but ideographs, and of those GB 2312 with the table of general standard characters."""
    return frozenset(code for code in own if not is_ideograph(code) or code in standard)


def unified_set(own: Characters, standard: Characters, _song: Characters) -> Characters:
    """As `standard_set`, with all of the first block of ideographs: what a screen may have to show."""
    return standard_set(own, standard, _song) | {code for code in own if URO[0] <= code <= URO[1]}


def what_song_lacks(own: Characters, _standard: Characters, song: Characters) -> Characters:
    return frozenset(c for c in own - song if any(low <= c <= high for low, high in KEPT_FROM_FALLBACK))


SERIF, SANS = "expo-google-fonts-noto-serif-sc", "expo-google-fonts-noto-sans-sc"
SCREEN_FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk", "tnum")

SONG = Face(
    "GovDeskSong-Regular.ttf",
    "GovDesk Song",
    "Regular",
    400,
    SERIF,
    "400Regular/NotoSerifSC_400Regular.ttf",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    "OFL-Noto.txt",
    everything,
)
FACES = (
    SONG,
    Face(
        "GovDeskSong-Bold.ttf",
        "GovDesk Song",
        "Bold",
        700,
        SERIF,
        "700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        "OFL-Noto.txt",
        standard_set,
    ),
    Face(
        "GovDeskHei-Regular.ttf",
        "GovDesk Hei",
        "Regular",
        400,
        SANS,
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
        "OFL-Noto.txt",
        unified_set,
        SCREEN_FEATURES,
    ),
    Face(
        "GovDeskHei-Bold.ttf",
        "GovDesk Hei",
        "Bold",
        700,
        SANS,
        "600SemiBold/NotoSansSC_600SemiBold.ttf",
        "b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff",
        "OFL-Noto.txt",
        standard_set,
        SCREEN_FEATURES,
    ),
    Face(
        "GovDeskKai-Regular.ttf",
        "GovDesk Kai",
        "Regular",
        400,
        "fonts-lxgw-wenkai",
        "/LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        "OFL-LXGW-WenKai.txt",
        standard_set,
    ),
    Face(
        "GovDeskFang-Regular.ttf",
        "GovDesk Fang",
        "Regular",
        400,
        "texlive-lang-chinese",
        "/FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        "GPL-Fandol.txt",
        everything,
    ),
    Face(
        "GovDeskRareA-Regular.ttf",
        "GovDesk Rare A",
        "Regular",
        400,
        "fonts-hanazono",
        "/HanaMinA.ttf",
        "7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7",
        "Hanazono.txt",
        what_song_lacks,
    ),
    Face(
        "GovDeskRareB-Regular.ttf",
        "GovDesk Rare B",
        "Regular",
        400,
        "fonts-hanazono",
        "/HanaMinB.ttf",
        "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
        "Hanazono.txt",
        what_song_lacks,
    ),
)

LICENCES = {
    "OFL-Noto.txt": ((SERIF, "/LICENSE_FONT"),),
    "OFL-LXGW-WenKai.txt": (("fonts-lxgw-wenkai", "fonts-lxgw-wenkai/copyright"),),
    "GPL-Fandol.txt": (
        ("texlive-lang-chinese", "fonts/fandol/README"),
        ("texlive-lang-chinese", "fonts/fandol/COPYING.gz"),
    ),
    "Hanazono.txt": (("fonts-hanazono", "fonts-hanazono/copyright"),),
}


def main() -> int:
    """Returns the exit status: 0 made or equal, 1 when `--check` finds a difference."""
    arguments = parse_arguments()
    arguments.work.mkdir(parents=True, exist_ok=True)
    fetch_sources(arguments.work)
    made = dict(make_everything(arguments.work))
    if arguments.check:
        return compare(made, arguments.out)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (arguments.out / name).write_bytes(data)
    print(f"{sum(map(len, made.values())) / 1e6:.1f} MB in {len(made)} files")
    return 0


def parse_arguments() -> argparse.Namespace:
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the fetched archives")
    parser.add_argument("--out", type=Path, default=root / "resources" / "fonts")
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    return parser.parse_args()


def fetch_sources(work: Path) -> None:
    """Download what is not there yet: 245 MB, through the clients' own configuration."""
    for package in NPM_PACKAGES:
        if not list(work.glob(npm_archive(package))):
            run(["npm", "pack", package], work)
    for package in DEBIAN_PACKAGES:
        if not list(work.glob(package.split("=")[0] + "_*.deb")):
            run(["apt-get", "download", package], work)


def npm_archive(package: str) -> str:
    """`@scope/name@version` as `npm pack` writes it: scope-name-version.tgz."""
    name, version = package.removeprefix("@").rsplit("@", 1)
    return f"{name.replace('/', '-')}-{version}.tgz"


def run(command: list[str], folder: Path) -> None:
    program = shutil.which(command[0])
    if program is None:
        sys.exit(f"{command[0]} is needed to fetch {command[-1]}")
    subprocess.run([program, *command[1:]], cwd=folder, check=True)


def make_everything(work: Path) -> Iterable[tuple[str, bytes]]:
    archives = Archives(work)
    standard = standard_characters(archives)
    song = code_points(source_font(archives, SONG))
    for face in FACES:
        data = make_face(archives, face, standard, song)
        print(f"{face.file}: {len(data) / 1e6:.1f} MB")
        yield face.file, data
    for name, parts in LICENCES.items():
        yield name, b"\n".join(gunzipped(archives.read(*part), part[1]) for part in parts)


def make_face(archives: "Archives", face: Face, standard: Characters, song: Characters) -> bytes:
    font = source_font(archives, face)
    own = code_points(font)
    kept = frozenset(c for c in face.keep(own, standard, song) if not is_private(c))
    if "CFF " in font:
        convert_outlines(font)
    reduce(font, kept, face.features)
    rename(font, face)
    font["head"].created = font["head"].modified = FIXED_TIME
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def source_font(archives: "Archives", face: Face) -> TTFont:
    data = archives.read(face.archive, face.member)
    digest = hashlib.sha256(data).hexdigest()
    if digest != face.sha256:
        sys.exit(f"{face.member}: sha256 {digest} is not the one this recipe was written for")
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def code_points(font: TTFont) -> Characters:
    return frozenset(font.getBestCmap())


def standard_characters(archives: "Archives") -> Characters:
    """GB 2312 (6,763 ideographs) and 通用规范汉字表 (8,105, property kTGH of the Unihan database)."""
    unihan = bz2.decompress(archives.read("unicode-data", "Unihan_OtherMappings.txt.bz2")).decode()
    table = {int(line.split("\t")[0][2:], 16) for line in unihan.splitlines() if "\tkTGH\t" in line}
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    gb2312 = {ord(c) for pair in rows for c in pair.decode("gb2312", errors="ignore")}
    return frozenset(table | gb2312)


def is_ideograph(code: int) -> bool:
    return (
        EXTENSION_A[0] <= code <= EXTENSION_A[1]
        or URO[0] <= code <= URO[1]
        or 0xF900 <= code <= 0xFAFF
        or code > 0x1FFFF
    )


def is_private(code: int) -> bool:
    return any(low <= code <= high for low, high in PRIVATE_USE)


def reduce(font: TTFont, kept: Characters, features: tuple[str, ...]) -> None:
    options = subset.Options()
    options.layout_features = list(features)
    options.drop_tables += ["BASE", "DSIG", "FFTM", "STAT", "VORG", "prop", "vhea", "vmtx"]
    if not features:
        options.drop_tables += ["GDEF", "GPOS", "GSUB"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)


def convert_outlines(font: TTFont) -> None:
    """Replace cubic outlines (CFF) by quadratic ones (glyf): the PDF library embeds only these."""
    order = font.getGlyphOrder()
    source = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        source[name].draw(Cu2QuPen(pen, CONVERSION_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    metrics = font["hmtx"]
    for name in order:
        outlines[name].recalcBounds(outlines)
        metrics[name] = (metrics[name][0], getattr(outlines[name], "xMin", 0))
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    font["post"].formatType = 3.0
    describe_outlines(font)


def describe_outlines(font: TTFont) -> None:
    """`maxp` for quadratic outlines without instructions."""
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
    ):
        setattr(profile, field, 0)
    profile.maxZones = 1


def rename(font: TTFont, face: Face) -> None:
    """Our names, the original copyright and licence records."""
    names = font["name"]
    origin = names.getDebugName(4) or ""
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    records = {
        **kept,
        1: face.family,
        2: face.style,
        3: f"GovDesk;{postscript}",
        4: f"{face.family} {face.style}",
        5: f"Version 1.000; from {origin}",
        6: postscript,
    }
    for number, text in sorted(records.items()):
        if text:
            names.setName(text, number, 3, 1, 0x409)
    metrics = font["OS/2"]
    metrics.usWeightClass = face.weight
    bold = face.style == "Bold"
    metrics.fsSelection = (metrics.fsSelection & ~0b1100001) | (0b0100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0


class Archives:
    """The fetched archives; `read` gives one member by the end of its path."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._opened: dict[str, tarfile.TarFile] = {}

    def read(self, archive: str, ending: str) -> bytes:
        tar = self._open(archive)
        for member in tar.getmembers():
            if member.isfile() and member.name.endswith(ending):
                stream = tar.extractfile(member)
                assert stream is not None
                return stream.read()
        sys.exit(f"{archive}: nothing inside ends with {ending}")

    def _open(self, archive: str) -> tarfile.TarFile:
        if archive not in self._opened:
            (path,) = [p for p in self._work.iterdir() if p.name.startswith(archive) and p.suffix in (".tgz", ".deb")]
            self._opened[archive] = tarfile.open(fileobj=io.BytesIO(tar_bytes(path)))  # noqa: SIM115 - open until the end
        return self._opened[archive]


def tar_bytes(path: Path) -> bytes:
    if path.suffix == ".tgz":
        return path.read_bytes()
    return subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, stdout=subprocess.PIPE).stdout


def gunzipped(data: bytes, name: str) -> bytes:
    if not name.endswith(".gz"):
        return data
    return gzip.decompress(data)


def compare(made: dict[str, bytes], out: Path) -> int:
    different = [name for name, data in made.items() if not (out / name).exists() or (out / name).read_bytes() != data]
    print("\n".join(f"differs: {name}" for name in different) or "equal")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
