"""What the house knows: files of questions and answers, their publishing, their search, and what was not in them."""
