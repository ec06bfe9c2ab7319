"""What our own catalogue promises beyond what its form demands: one small module for each kind of rule."""
