import { generateKeyPairSync, sign } from 'node:crypto';

/** One value in the form of a certificate: its kind, its length, its content. */
function der(kind: number, ...content: Uint8Array[]): Buffer {
  const inside = Buffer.concat(content);
  const { length } = inside;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), inside]);
}

const [NUMBER, NAME_OF, TEXT, TIME, LIST, SET] = [0x02, 0x06, 0x0c, 0x17, 0x30, 0x31];
const COMMON_NAME = der(NAME_OF, Buffer.from('550403', 'hex'));
const ECDSA_WITH_SHA256 = der(LIST, der(NAME_OF, Buffer.from('2a8648ce3d040302', 'hex')));

/**
 * Makes a certificate for every host of Twilio, valid for a day, and its key, both in PEM. Node.js
 * makes keys but no certificates, and a library would take half a second for each.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function certificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = der(LIST, der(SET, der(LIST, COMMON_NAME, der(TEXT, Buffer.from('*.twilio.com')))));
  const now = Date.now();
  const times = [now, now + 24 * 60 * 60 * 1000].map((time) =>
    der(TIME, Buffer.from(new Date(time).toISOString().replace(/^..|[-:T]|\.\d+/g, ''))),
  );
  const signed = der(
    LIST,
    der(NUMBER, Buffer.from([1])),
    ...[ECDSA_WITH_SHA256, name, der(LIST, ...times), name],
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  // The first byte of a bit string counts the bits that its last byte does not use.
  const signature = der(0x03, Buffer.of(0), sign('sha256', signed, privateKey));
  const lines = der(LIST, signed, ECDSA_WITH_SHA256, signature).toString('base64');
  return {
    key: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}
