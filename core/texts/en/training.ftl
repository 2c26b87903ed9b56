# What the steps of training say: ./run train

train-not-there = This step is not there yet.
train-stopped = Stopped. Nothing half-written is left; the same command starts again.
