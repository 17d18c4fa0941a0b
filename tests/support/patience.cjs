// Gives each request of a process a hundred times its time, because loading the SDK on a busy machine
// can take the 2 s that the Function has.
const { timeout } = AbortSignal;
AbortSignal.timeout = (milliseconds) => timeout(100 * milliseconds);
