const CHECK_MS = 250;

/**
 * Ends the platform when the process that started it is gone: killed with SIGKILL it cannot pass anything on, and
 * nothing would be left to stop the platform by.
 */
export function endWithSupervisor(env: NodeJS.ProcessEnv, interrupted: AbortController): void {
  const supervisor = Number(env["LEXANCHOR_SUPERVISOR"]);
  if (supervisor !== process.ppid) return;
  const timer = setInterval(() => {
    if (process.ppid === supervisor) return;
    clearInterval(timer);
    interrupted.abort();
  }, CHECK_MS);
  timer.unref();
}
