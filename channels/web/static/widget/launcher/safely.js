/** What `make` returns, or `otherwise` where it throws: a malformed tag, currency or date must not cost the message. */
export function attempt(make, otherwise) {
  try {
    return make();
  } catch {
    return otherwise;
  }
}
