"""What is done with incidents and debriefs (`incidents`) and with a unit's readiness (`readiness`)."""
