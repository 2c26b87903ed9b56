## What becomes of a local language model; each goes to whoever runs Greenroom, the bank takes the turn

models-worker-fails = The language model's process ended several times over this, so the question bank takes the turn. ./run doctor tells more.
