"""What a message says of days, piece by piece in the order of its words; what the pieces mean is told elsewhere.

`days`, `months`, `stretches` and `lengths` find days, spans and lengths; `numeric`, `offsets`, `nth_day`,
`abbreviations` and `slips` are ways to write them; `past` and `occasions` mark what is none of the stay; `pieces` puts
all in order.
"""
