"""What a person reads when a file, a sheet, a row or a division table cannot be taken in."""

SENTENCES: dict[str, str] = {
    # the file
    "file_not_found": "找不到文件“{file}”。请检查路径后重试。",
    "file_unreadable": "文件“{file}”打不开，可能正被占用或没有读取权限。请先在 Excel 或 WPS 里关闭它再试。",
    "file_empty": "文件“{file}”是空的（0 字节）。请重新导出一份再导入。",
    "file_too_large": "文件“{file}”太大（上限 {megabytes} MB）。请按月份或来源拆成几份再导入。",
    "file_truncated": "文件“{file}”结尾残缺，像是没有拷完。请重新拷贝或导出一份。",
    "not_a_workbook": "“{file}”不是表格文件。请用 xlsx、xls、ods 或 csv 文件。",
    "web_page_not_workbook": "“{file}”其实是网页，不是真正的表格。请用 Excel 或 WPS 打开它，另存为 xlsx 后再导入。",
    "workbook_password": "“{file}”有打开密码。请在 Excel 或 WPS 里去掉密码，另存后再导入。",
    "workbook_damaged": "“{file}”已损坏或没有下载完整。请重新导出或拷贝一份。",
    "unknown_encoding": "“{file}”的文字编码认不出来。请用 Excel 或 WPS 打开，另存为 xlsx 或“CSV UTF-8”再导入。",
    "csv_broken": "“{file}”第 {row} 行的引号没有配对，后面的行会被连在一起。请改正这一行再导入。",
    # the sheet
    "sheet_not_found": "文件里没有工作表“{sheet}”。现有：{sheets}。",
    "sheet_too_large": "工作表“{sheet}”在很远的 {cell} 处还有内容，范围太大。请删除多余的行列，保存后再导入。",
    "formula_without_value": (
        "“{file}”的工作表“{sheet}”里有公式还没有算出值（如 {cell}）。请用 Excel 或 WPS 打开，保存一次再导入。"
    ),
    "no_header": (
        "没有找到认得的表头（看到的是：{seen}）。表头要有标题或内容一列，并至少再有编号、时间、姓名、分类等一列。"
    ),
    "no_rows": "“{file}”里没有可导入的行。请确认选对了文件和工作表。",
    # one row
    "text_missing": "没有标题，也没有内容。请补上其中一项。",
    "header_again": "这一行又是表头，不是案件。可以删去。",
    "total_row": "这一行是“{word}”，不是案件。可以删去。",
    "date_missing": "没有时间。请补上受理（留言）时间。",
    "date_not_understood": "“{value}”不是能认出的日期。请写成 2026-11-21 09:30 的样子。",
    "date_too_old": "日期“{value}”早于 1980 年，多半是单元格格式出错。请改成真实日期。",
    "date_in_future": "日期“{value}”在今天之后。请改成真实日期。",
    "finished_before_received": "办结（答复）时间早于受理时间 {received_at}。请核对两个时间。",
    "number_lost_digits": "编号“{value}”被表格软件存成了数字，末几位已丢失。请在原系统以文本格式重新导出。",
    "number_with_other_text": (
        "编号 {number} 已登记为案件 {case_number}（{title}），但内容不同。请核对是编号重复还是内容被改。"
    ),
    "number_twice_in_file": "编号 {number} 在本文件第 {other_row} 行已出现，但内容不同。请核对编号。",
    # batches
    "import_cancelled": "导入已停止，已写入的 {rows} 行全部作废，没有留下任何案件。可以随时重新导入。",
    "batch_not_found": "没有编号为 {batch} 的导入批次。请在导入记录里核对。",
    "batch_undone_before": "批次 {batch} 已经撤销过了。",
    "batch_running": "批次 {batch} 还在导入，不能撤销。请等它完成。",
    "import_channel_unknown": "没有“{channel}”这个渠道。可用：{channels}。",
    # division tables
    "division_columns_missing": "区划表缺少“代码”和“名称”两列（code、name）。请用五级区划代码表。",
    "division_root_missing": "区划表里没有“{root}”。请核对代码，或换一张包含它的表。",
    "division_root_ambiguous": "区划表里有几处都叫“{root}”（{codes}）。请用代码指定。",
    "division_parent_missing": (
        "区划表第 {row} 行“{name}”（{code}）的上级 {parent_code} 不在表里。请补上该行或改正上级代码。"
    ),
    "division_code_twice": (
        "区划代码 {code} 用了两次：第 {other_row} 行“{other_name}”和第 {row} 行“{name}”。请改正后再导入。"
    ),
    "division_name_missing": "区划表第 {row} 行（{code}）没有名称。请补上。",
    "division_code_wrong": (
        "区划表第 {row} 行“{name}”的代码“{code}”不能用。代码只能是数字、字母、- 和 _，不超过 32 位。"
    ),
    "division_loop": "区划表第 {row} 行“{name}”（{code}）的上级绕回了它自己。请改正上级代码。",
}

NOTES: dict[str, str] = {
    "finished_without_time": "已办理，但没有办结时间：按受理日期办结",
    "finished_against_status": "有答复和答复时间，但状态写的是未办结：按办结导入",
    "reply_without_time": "有答复但没有时间：按未办结导入",
    "status_unknown": "状态不认得：按未办结导入",
    "count_not_understood": "人数认不出，未填",
    "phone_lost_digits": "电话被表格软件存成了数字，末几位已丢失，未填",
    "repeat": "同样的内容已有人反映过",
    "place_pending": "地点不明，挂在根节点待定位",
    "category_suggested": "分类由内容推荐，待确认",
    "received_at_import": "文件没有时间列，按导入时间登记",
    "title_shortened": "标题太长，已缩短，全文写在内容的开头",
    "value_shortened": "姓名或地址太长，已缩短，原样留在来源栏里",
    "channel_unknown": "渠道不认得，按其他登记",
}
