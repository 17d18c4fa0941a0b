// Ends a process with the one that started it, in whatever way that one ended: its orphans get another
// parent. On Windows they don't, but there Ctrl-C reaches every process of the console.
//
// Whoever might be gone before this is loaded says who it is in LEAVE_WITH, which nobody else gets to see.
const parent = Number(process.env.LEAVE_WITH ?? process.ppid);
delete process.env.LEAVE_WITH;
setInterval(() => {
  if (process.ppid !== parent) process.exit();
}, 50).unref();
