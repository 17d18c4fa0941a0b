// A Function that sends the one request that asking Conversations takes as a rule, and nothing else.
const http = require('node:http');
const https = require('node:https');

const host = 'conversations.twilio.com';

exports.handler = (context, event, callback) => {
  const { ACCOUNT_SID, AUTH_TOKEN, TWILIO_CONVERSATIONS_SERVICE_SID: service } = context;
  const path = `/v1/Services/${service}/ParticipantConversations?Address=${encodeURIComponent(event.ChannelValue)}`;
  const auth = `${ACCOUNT_SID}:${AUTH_TOKEN}`;
  http
    .request(process.env.HTTP_PROXY, { method: 'CONNECT', path: `${host}:443` })
    .on('connect', (_response, socket) => {
      https.get({ host, path, auth, socket, agent: false }, (response) => {
        response.resume().on('end', () => callback(null, { proxy_address: '+12025551234' }));
      });
    })
    .end();
};
