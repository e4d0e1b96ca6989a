"""The verbs: say a stage, look at oneself, bring an instrument; open, answer and close an anonymous survey."""
