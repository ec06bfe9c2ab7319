"""Whatever people type leads to what they mean."""
