"""How a due date reaches a person away from the site: notices, e-mail, text messages, and a private calendar."""
