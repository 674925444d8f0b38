"""Articles on other affairs than the seeds', with gold."""
