// The baseline: a Function that returns a constant.
exports.handler = (_context, _event, callback) => {
  callback(null, { proxy_address: '+12025551234' });
};
