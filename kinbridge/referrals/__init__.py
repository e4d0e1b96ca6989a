"""Referrals: sent to a program, answered, first kept, closed; consent checked at every sending and every showing."""
