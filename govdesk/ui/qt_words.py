"""Words of Qt's own dialogs that its Chinese catalogue leaves in English (seen with Qt 6.8 to 6.11)."""

from PySide6.QtCore import QTranslator

from govdesk.foundation.text import _

_WORDS = {
    ("QFileDialog", "&Look in:"): _("查找范围(&L)："),
    ("QFileDialog", "Files of &type:"): _("文件类型(&T)："),
    ("QAbstractFileIconProvider", "Folder"): _("文件夹"),
    ("QAbstractFileIconProvider", "File Folder"): _("文件夹"),
    ("QAbstractFileIconProvider", "Drive"): _("驱动器"),
    ("QAbstractFileIconProvider", "File"): _("文件"),
    ("QAbstractFileIconProvider", "%1 File"): _("%1 文件"),
    ("QAbstractFileIconProvider", "Shortcut"): _("快捷方式"),
    ("QAbstractFileIconProvider", "Alias"): _("快捷方式"),
    ("QAbstractFileIconProvider", "Unknown"): _("未知"),
    ("QPlatformTheme", "Don't Save"): _("不保存"),
    ("QPrintDialog", "Page Left"): _("靠左"),
    ("QPrintDialog", "Options"): _("选项"),
    ("QPrintSettingsOutput", "Duplex Printing"): _("双面打印"),
    ("QPrintSettingsOutput", "None"): _("不用"),
    ("QPrintSettingsOutput", "Long side"): _("长边翻转"),
    ("QPrintSettingsOutput", "Short side"): _("短边翻转"),
    ("QPrintSettingsOutput", "All Pages"): _("全部页"),
    ("QPrintPropertiesDialog", "Page"): _("页面"),
    ("QPrintPropertiesDialog", "Advanced"): _("高级"),
}


class QtWords(QTranslator):
    """Asked for what Qt's catalogue has no word for: install it first, whoever is installed last is asked first."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, _disambiguation: str | None = None, _count: int = -1) -> str | None:
        return _WORDS.get((context, text))
