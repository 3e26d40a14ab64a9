"""What a message does to the stays told before: adds, corrects, changes, leaves out."""
