"""The same agreement for the alternatives of the documents bench: HTML for WeasyPrint, markup for typst."""

from html import escape

from govdesk.domain.papers import AgreementPaper

RIVAL_PYTHON = {
    "weasyprint": """
import os, sys, time, pathlib
place, count, fonts = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
conf = place / "fonts.conf"
conf.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{place}</cachedir></fontconfig>", encoding="utf-8")
os.environ["FONTCONFIG_FILE"] = str(conf)
import weasyprint
texts = [(place / f"weasyprint{n}.txt").read_text(encoding="utf-8") for n in range(count)]
def one(text):
    return weasyprint.HTML(string=text).write_pdf()
one(texts[0])
begin = time.perf_counter()
for text in texts:
    assert one(text).startswith(b"%PDF")
print(time.perf_counter() - begin)
""",
    "typst": """
import sys, time, pathlib, typst
place, count, fonts = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
files = [place / f"typst{n}.txt" for n in range(count)]
for file in files:
    file.with_suffix(".typ").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
typst.compile(str(files[0].with_suffix(".typ")), font_paths=[fonts])
begin = time.perf_counter()
for file in files:
    assert typst.compile(str(file.with_suffix(".typ")), font_paths=[fonts]).startswith(b"%PDF")
print(time.perf_counter() - begin)
""",
}
"""Run by the interpreter that has the library; prints the seconds for all texts after a first one."""

_STYLE = (
    "@page { size: A4; margin: 30mm 26mm 30mm 28mm; @bottom-center { content: '第 ' counter(page) ' 页'; } }"
    "body { font: 15.75pt/28pt 'GovDesk Fang', 'GovDesk Song'; text-align: justify }"
    "h1 { font: bold 22pt/34pt 'GovDesk Song'; text-align: center }"
    "h2 { font: bold 16pt/26pt 'GovDesk Song'; text-align: center }"
    "b { font-family: 'GovDesk Hei' } p { text-indent: 2em; margin: 0 }"
)


def html_of(paper: AgreementPaper) -> str:
    title, right, paragraphs, signatures = _contents(paper)
    body = "".join(f"<p><b>{escape(label)}</b>{escape(text)}</p>" for label, text in paragraphs)
    rows = "".join(f"<tr><td>{escape(one)}</td><td>{escape(other)}</td></tr>" for one, other in signatures)
    head = f"<h2>{escape(title[0])}</h2><h1>{escape(title[1])}</h1><div style='text-align:right'>{escape(right)}</div>"
    return f"<html lang='zh'><style>{_STYLE}</style><body>{head}{body}<table width='100%'>{rows}</table></body></html>"


def typst_of(paper: AgreementPaper) -> str:
    title, right, paragraphs, signatures = _contents(paper)
    lines = [
        '#set page(paper: "a4", margin: (left: 28mm, right: 26mm, y: 30mm), numbering: "1")',
        '#set text(font: ("GovDesk Fang", "GovDesk Song"), size: 15.75pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12pt)",
        f'#align(center, text(size: 16pt)[#"{_quoted(title[0])}"])',
        f'#align(center, text(size: 22pt)[#"{_quoted(title[1])}"])',
        f'#align(right)[#"{_quoted(right)}"]',
    ]
    lines += [f'#text(font: "GovDesk Hei")[#"{_quoted(label)}"]#"{_quoted(text)}"\n' for label, text in paragraphs]
    cells = ", ".join(f'[#"{_quoted(cell)}"]' for row in signatures for cell in row)
    return "\n".join([*lines, f"#table(columns: (1fr, 1fr), stroke: none, {cells})"])


def _contents(paper: AgreementPaper) -> tuple[tuple[str, str], str, list[tuple[str, str]], list[tuple[str, str]]]:
    draft = paper.draft
    paragraphs = [
        (f"{party.role}：", "，".join(filter(None, (party.name, party.sex, party.nation, party.birth, party.address))))
        for party in draft.parties
    ]
    paragraphs += [("纠纷主要事实、争议事项：", row) for row in draft.facts.splitlines()]
    paragraphs.append(("经调解，双方自愿达成如下协议：", ""))
    paragraphs += [("", f"{number}、{term}") for number, term in enumerate(draft.terms, start=1)]
    paragraphs.append(
        ("", "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。")
    )
    paragraphs.append(("", f"本协议一式{draft.copies}份，当事人、人民调解委员会各持一份。"))
    signatures = [
        ("当事人（签名、盖章或者按指印）", "人民调解员（签名）"),
        ("王某", "张某某"),
        ("李某", draft.reached_on),
    ]
    return (draft.committee, "人民调解协议书"), f"编号：{paper.number}", paragraphs, signatures


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
