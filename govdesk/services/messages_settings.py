"""Sentences about the centre's own settings."""

SENTENCES = {
    "no_such_setting": "没有“{subject}”这项设置。用 govdesk settings list 看有哪些。",
    "setting_version_repeated": "版本“{version}”已经有了。请在文件里换一个新的版本号再导入。",
}
