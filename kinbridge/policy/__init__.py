"""What should change, who decides, what pays for it. Time to persuade and time that a grant pays never meet."""
