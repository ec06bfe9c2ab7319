"""The index: every candidate as a sparse feature vector, plus what is learned from all of them together."""
