// Starts a conversation as the Frontline app does:
//   node --env-file=.env examples/start-conversation.js +14155550199 ana@example.com
const twilio = require('twilio');

const { ACCOUNT_SID, AUTH_TOKEN, FUNCTION_URL } = process.env;
const [customer, worker] = process.argv.slice(2);

async function askFunction() {
  const from = { ChannelType: 'sms', ChannelValue: customer, Worker: worker };
  const question = { Location: 'GetProxyAddress', CustomerId: '', ...from };
  const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, FUNCTION_URL, question);
  const headers = { 'X-Twilio-Signature': signature };
  const body = new URLSearchParams(question);
  const response = await fetch(FUNCTION_URL, { method: 'POST', headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The Function refuses: ${answer.message}`);
  return { 'messagingBinding.proxyAddress': answer.proxy_address };
}

async function start() {
  const binding = { 'messagingBinding.address': customer, ...(await askFunction()) };
  const { conversations } = twilio(ACCOUNT_SID, AUTH_TOKEN).conversations.v1;
  const { sid } = await conversations.create();
  const conversation = conversations(sid);
  try {
    await conversation.participants.create(binding);
    await conversation.participants.create({ identity: worker });
    console.log(sid);
  } catch (error) {
    await conversation.remove();
    throw error;
  }
}

start();
