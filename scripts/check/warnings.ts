import { existsSync, readdirSync } from 'node:fs';
import { CHANNELS, parseAddress } from '../../src/address';
import { ASSET_FILE } from '../../src/asset';
import { variableName } from '../../src/mapping';
import type { AddressPlace, Finding, Place } from './finding';
import { misspelt } from './misspelt';
import { hidingVariable, type Part, placesInVariables } from './places';

/** Numbers that nobody has: kept for films by the countries' regulators, or used in Twilio's examples. */
const SAMPLE_NUMBERS = [
  /^\+1\d{3}55501\d{2}$/, // North America: 555-0100 to 555-0199
  /^\+1555\d{7}$/, // no area code
  /^\+1500555\d{4}$/, // https://www.twilio.com/docs/iam/test-credentials
  /^\+(15017122661|15558675310|123456789\d?)$/, // Twilio's documentation
  // https://www.ofcom.org.uk, telephone numbers for use in TV and radio drama
  /^\+44(1(1[3-8]|[2-6]1)4960|1914980|1632960|2079460|2896496|2920180|7700900|8081570)\d{3}$/,
  /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/, // https://www.arcep.fr
  /^\+61491570\d{3}$/, // https://www.acma.gov.au
];

/**
 * Finds what is legal but surely unintended.
 *
 * @param variables The variables that are deployed.
 * @param addresses The places for addresses, in variables and asset.
 * @param parts The parts of the asset.
 * @returns A warning each.
 */
export function warningsOf(
  variables: Record<string, string>,
  addresses: AddressPlace[],
  parts: Part[],
): Finding[] {
  return [
    ...sampleNumbers(addresses),
    ...repeatedAddresses(parts),
    ...repeatedKeys(parts),
    ...hiddenEntries(variables, parts),
    ...misspeltChannels(variables, parts),
    ...emptyChannels(addresses, parts),
  ];
}

/**
 * Finds the files that a deployment would make public.
 *
 * @param assetsFolder The folder that is deployed.
 * @returns A warning each.
 * @see https://www.twilio.com/docs/serverless/functions-assets/visibility
 */
export function publicFiles(assetsFolder: string): Finding[] {
  if (!existsSync(assetsFolder)) return [];
  return readdirSync(assetsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(private|protected)\./.test(entry.name))
    .map(({ name }) => {
      const text = 'will be public on the internet: put .private. into its name';
      return warning({ channel: '', rule: name }, text);
    });
}

function warning(place: Place, text: string): Finding {
  return { place, level: 'warning', text };
}

function sampleNumbers(addresses: AddressPlace[]): Finding[] {
  return addresses
    .filter(({ value }) =>
      SAMPLE_NUMBERS.some((sample) => sample.test(`${value}`.replace('whatsapp:', ''))),
    )
    .map((place) => warning(place, 'is a sample number that nobody has: write your own'));
}

function repeatedAddresses(parts: Part[]): Finding[] {
  const seen = new Set<string>();
  return parts
    .filter(({ kind, path }) => kind === 'address' && typeof path.at(-1) === 'number')
    .flatMap(({ path, place, node }) => {
      const address = parseAddress(place.channel, node.value);
      const key = JSON.stringify([path.slice(0, -1), address]);
      if (typeof address !== 'string' || !seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [warning(place, 'is twice in its pool, and counts once')];
    });
}

function repeatedKeys(parts: Part[]): Finding[] {
  const seen = new Set<string>();
  return parts.flatMap(({ path, place }) => {
    const key = JSON.stringify(path);
    if (seen.has(key)) return [warning(place, 'is given twice: only the last counts')];
    seen.add(key);
    return [];
  });
}

function hiddenEntries(variables: Record<string, string>, parts: Part[]): Finding[] {
  return channelsAmong(parts).flatMap(({ place }) => {
    const variable = hidingVariable(variables, place.channel);
    return variable ? [warning(place, `is hidden by ${variable}, which is set`)] : [];
  });
}

function misspeltChannels(variables: Record<string, string>, parts: Part[]): Finding[] {
  const known = CHANNELS.map(variableName);
  const inVariables = Object.entries(variables).flatMap(([name, value]) => {
    const [place] = placesInVariables({ [name]: value });
    const channel = place && misspelt(place.channel, CHANNELS);
    // The name that Twilio's frontline-quickstart has for the SMS number.
    if (name === 'TWILIO_PHONE_NUMBER') return [isMeant(place, name, 'TWILIO_SMS_NUMBER')];
    const meant = place ? channel && variableName(channel) : misspelt(name, known);
    return meant ? [isMeant(place, name, meant)] : [];
  });
  const inAsset = channelsAmong(parts).flatMap(({ place }) => {
    const meant = misspelt(place.channel, CHANNELS);
    return meant ? [isMeant(place, place.channel, meant)] : [];
  });
  return [...inVariables, ...inAsset];
}

function isMeant(place: Place | undefined, name: string, meant: string): Finding {
  return warning(place ?? { channel: '', rule: name }, `looks misspelt: is ${meant} meant?`);
}

function emptyChannels(addresses: AddressPlace[], parts: Part[]): Finding[] {
  if (addresses.length === 0) {
    const place = { channel: '', rule: ASSET_FILE };
    return [warning(place, 'no channel has an address: every request will be refused')];
  }
  return channelsAmong(parts)
    .filter(({ place }) => !addresses.some(({ channel }) => channel === place.channel))
    .map(({ place }) => warning(place, 'has no address: every request will be refused'));
}

function channelsAmong(parts: Part[]): Part[] {
  return parts.filter(({ path, kind }) => path.length === 1 && kind !== 'unknown');
}
