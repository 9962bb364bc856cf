"""What an author sees beside the editor: the text as it is now, the call so far in it, and what is proved."""
