// Ends a process of the tests when its parent process has ended, however the parent ended. An
// orphan gets another parent. On Windows it does not, but there Ctrl-C reaches every process of the
// console.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit();
}, 50).unref();
