// Runs `twilio-run start` with these flags, and prints its port. twilio-run does not tell the port,
// but a cluster worker tells it to the process that has started it, and ends with that process.
const cluster = require('node:cluster');

cluster.setupPrimary({
  exec: require.resolve('twilio-run/bin/twilio-run.js'),
  args: ['start', ...process.argv.slice(2)],
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});
cluster.fork().once('listening', ({ port }) => console.log(`port ${port}.`));
