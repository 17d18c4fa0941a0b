// Ends what the tests have started with the process that started it, in whatever way that one ended: its
// orphans get another parent. On Windows they don't, but there Ctrl-C reaches every process of the console.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit();
}, 50).unref();
