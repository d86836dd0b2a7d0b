"""The mediator's screen: disputes at the table, the agreement as a form with live checks, and the page beside it."""
