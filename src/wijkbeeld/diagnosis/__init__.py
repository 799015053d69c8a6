"""What is known of one area, from the store to sentences, for the page *Handelingsperspectief*."""
