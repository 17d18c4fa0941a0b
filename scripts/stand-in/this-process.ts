import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import type { StandIn } from './twilio';

/**
 * Leads this process to a stand-in, until it ends, as the stand-in's environment leads one that starts
 * with it: what the process trusts is otherwise settled at its start.
 *
 * @see https://nodejs.org/api/cli.html#node_extra_ca_certsfile
 */
export function leadHere({ environment }: StandIn): void {
  Object.assign(process.env, environment);
  const ca = readFileSync(`${environment.NODE_EXTRA_CA_CERTS}`);
  const { createSecureContext } = tls;
  // Node.js 20 has no tls.setDefaultCACertificates, and the SDK no TWILIO_CA_BUNDLE behind a proxy.
  Object.assign(tls, {
    createSecureContext: (options?: tls.SecureContextOptions) =>
      createSecureContext({ ca, ...options }),
  });
}
