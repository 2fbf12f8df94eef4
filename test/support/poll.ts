/**
 * Asks until the answer is true.
 * @param what for the message when it never is
 */
export async function poll(
  what: string,
  condition: () => Promise<boolean>,
  options: { deadlineMs?: number; intervalMs?: number } = {},
): Promise<void> {
  const { deadlineMs = 20_000, intervalMs = 20 } = options;
  const deadline = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
