"""The pages and files that browsers load."""
