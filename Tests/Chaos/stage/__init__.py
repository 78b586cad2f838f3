"""What a run needs: brokers, stores, workers, and a far side that records what reaches it."""
