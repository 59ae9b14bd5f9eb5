"""What is kept: messages, sessions, tenants, facts. Every write is one statement."""
