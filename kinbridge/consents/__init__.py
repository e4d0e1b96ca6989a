"""What a person signed, to whom, for what and until when; taken back in one step; and the other papers on file."""
