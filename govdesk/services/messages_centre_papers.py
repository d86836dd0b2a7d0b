"""Sentences of the centre's papers: which fact is missing on the case, and how to come by it."""

SENTENCES = {
    "paper_needs_whistle": "案件 {number} 没有吹过哨，不能出具这份文书。请先吹哨（W）。",
    "paper_no_such_whistle": "案件 {number} 没有第 {whistle} 哨。请核对哨次。",
    "paper_body_not_called": "案件 {number} 没有召集或者呼叫过“{body}”。请核对单位名称。",
    "paper_needs_county_call": "案件 {number} 没有呼叫过县直部门，不能出具呼叫单。请先呼叫县直（C）。",
    "paper_needs_request": "案件 {number} 没有延期或者挂起的申请，不能出具审批单。请先申请延期（X）。",
    "paper_needs_granted_extension": "案件 {number} 没有批准过延期，不能出具延期告知书。请先由主管批准延期。",
    "paper_needs_return": "案件 {number} 没有退过单，不能出具退单裁定。请先由承办单位退单（B）。",
    "paper_needs_closing": "案件 {number} 还没有办结，不能出具这份文书。请先反馈（R）并审核通过（V）。",
    "paper_needs_supervision": "案件 {number} 没有催办、督办或者挂牌，不能出具督办单。请先督办，或者写明督办要求。",
    "paper_needs_task_force": "案件 {number} 没有进过专班，不能出具这份文书。请先立专班（Shift+T）。",
    "paper_needs_petition": "案件 {number} 不是信访件，不能出具信访函件。请用转办函，或者写明信访人。",
    "paper_needs_refusal": "案件 {number} 没有不予受理，不能出具告知书。请先不予受理（Shift+N），或者写明理由。",
    "paper_case_was_refused": "案件 {number} 已经不予受理，不能出具受理回执。请出具不属受理范围告知书。",
    "paper_needs_mediation": "案件 {number} 还没有开始调解，不能回函。请先征得各方同意并开始调解（M）。",
    "paper_needs_court_case": "案件 {number} 不是法院委派调解的案件，不能出具诉前调解回函。请核对来源，或者写明法院。",
}
