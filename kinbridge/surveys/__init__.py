"""How ready the coalition is: ten elements with evidence, anonymous surveys, yearly looks at itself, what will last."""
