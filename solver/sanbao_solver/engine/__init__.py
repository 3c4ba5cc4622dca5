"""What solves: arrays of the problem, the first plan, prices, blocks, proof. Nothing outside reads its insides."""
