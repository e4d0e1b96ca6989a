"""The pages of the coalition's members, touchpoints, papers and tribes."""
