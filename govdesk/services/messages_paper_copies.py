"""Sentences for what is done with an issued paper: Word copies, printing, signed scans, files that leave."""

SENTENCES = {
    "word_of_void": "文书 {number} 已经作废，不再导出 Word。请用有效的那一份。",
}
