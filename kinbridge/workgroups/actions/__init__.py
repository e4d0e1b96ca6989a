"""What people do in working groups."""

from kinbridge.workgroups.actions.doors import NotTheLead, NotYet, leads, member_of

__all__ = ["NotTheLead", "NotYet", "leads", "member_of"]
