"""`govdesk generate`: invented cases in any number, for load tests; same seed, same data."""

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("generate", _("生成虚构案件，供压力测试；同样的种子得到同样的数据"))
@click.option("--cases", type=int, required=True, metavar="N", help=_("多少件"))
@click.option("--seed", type=int, default=1, metavar="S", help=_("种子，默认 1"))
@click.pass_obj
def command(invocation: Invocation, cases: int, seed: int) -> Answer:
    from govdesk.services.generation import generate

    made = generate(invocation.new_desk, cases, seed)
    facts = {"cases": made.cases, "steps": made.acts, "seed": seed}
    return Answer(facts, [_("已生成 {cases} 件案件、{acts} 个办理步骤。").format(cases=made.cases, acts=made.acts)])
