"""Sentences about lists that leave the centre."""

SENTENCES = {
    "export_purpose_missing": "完整清单含个人信息，请写明用途（命令行用 --purpose）。不需要的，导出隐去的清单。",
}
