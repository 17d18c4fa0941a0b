// A fresh instance: loads a built Function with a mapping, asks it once, and ends.
const { readFileSync } = require('node:fs');

const [, , functionFile, assetFile] = process.argv;
const asset = { path: assetFile, open: () => readFileSync(assetFile, 'utf8') };
globalThis.Runtime = { getAssets: () => ({ '/proxy-addresses.json': asset }) };

const question = {
  Location: 'GetProxyAddress',
  ChannelType: 'sms',
  ChannelValue: '+12025550199',
  CustomerId: '42',
  Worker: 'worker-1@example.com',
};
require(functionFile).handler({}, question, (_, { proxy_address: address }) => {
  if (!address) throw new Error('The Function gave no address.');
});
