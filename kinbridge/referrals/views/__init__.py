"""The pages of a referral: referring and reading, each step, and the link for a program without accounts."""
