"""Who is who: municipalities, organisations, people and their accounts, and the trail they leave."""
