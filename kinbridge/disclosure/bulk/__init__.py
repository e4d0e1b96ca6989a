"""The same gate in bulk: labels as columns, each decided once with all that are like it, and joined back.

    answers = may_share_many(Labels(...), Papers(...), asks=[Ask(...)])
    allowed, which = answers.of(label_of_each_fact)
    answers.decisions[which[0]].reasons

The columns only find which labels are in one situation (`rules.situation`): one of them is then put to the gate, by the
same rules as for a page. Needs NumPy, which nothing else in Kinbridge does.
"""

from kinbridge.disclosure.bulk.columns import Labels, Papers
from kinbridge.disclosure.bulk.many import Answers, may_share_many

__all__ = ["Answers", "Labels", "Papers", "may_share_many"]
