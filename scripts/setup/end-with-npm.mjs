const interval = 250;

/**
 * Ends this process, as SIGTERM does, when the shell through which npm started it is gone. npm gives a signal that it
 * gets to that shell alone, and most shells die of it without telling their child, which would go on holding the port.
 * Does nothing in a process that npm did not start.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, interval);
  timer.unref();
}
