import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import type { StandIn } from './stand-in';

/**
 * Leads this process to a stand-in, until the process ends. The stand-in's environment alone leads
 * only a process that starts with it, because Node.js reads the trusted certificates at its start.
 *
 * @see https://nodejs.org/api/cli.html#node_extra_ca_certsfile
 */
export function leadHere({ environment }: StandIn): void {
  Object.assign(process.env, environment);
  const ca = readFileSync(`${environment.NODE_EXTRA_CA_CERTS}`);
  const { createSecureContext } = tls;
  // Node.js 20 has no tls.setDefaultCACertificates. Behind a proxy, the SDK ignores
  // TWILIO_CA_BUNDLE.
  Object.assign(tls, {
    createSecureContext: (options?: tls.SecureContextOptions) =>
      createSecureContext({ ca, ...options }),
  });
}
