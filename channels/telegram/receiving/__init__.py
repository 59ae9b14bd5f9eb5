"""What guests send on Telegram, by long polling or webhook, on its way into the ledger."""
