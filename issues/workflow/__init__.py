"""Where an issue stands. `workflow.perform` is the one door; `actions` is its table, the rest is what an act brings along."""
