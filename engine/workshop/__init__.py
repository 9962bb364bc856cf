"""What an author is shown about a scenario: so far, whether it still plays as its transcripts say."""
