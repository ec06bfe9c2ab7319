"""Every candidate as sparse numeric features, and what is learned from all of them together."""
