"""What makes a catalogue sound, one concern a module: references, evidence, worked examples, exercises, tables."""
