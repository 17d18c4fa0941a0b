import type { Private } from './personal';

/**
 * `error`: requests fail. `warning`: valid but probably a mistake. `unchecked`: the command could
 * not check this. `right`: this is right. `reason`: says why.
 */
export type Level = 'error' | 'warning' | 'unchecked' | 'right' | 'reason';

/** A row of the table of sentences: a text with holes. */
interface Row<Holes extends readonly unknown[] = readonly unknown[]> {
  level: Level;
  text: readonly string[];
  /** For each value, its name or a function that words it. */
  holes: Holes;
  /** Whether the text says what Frontline would report: a code of Twilio's, and why. */
  isReported: boolean;
}

/** Makes the tag of a level, for rows such as error`must have the prefix ${'prefix'}`. */
const tagOf =
  (level: Level, isReported = false) =>
  <const Holes extends readonly unknown[]>(
    text: TemplateStringsArray,
    ...holes: Holes
  ): Row<Holes> => ({ level, text, holes, isReported });

// A message stands after its place. Write subject, verb, object, and the cure as an imperative.
const error = tagOf('error');
const reported = tagOf('error', true);
const warning = tagOf('warning');
const fine = tagOf('right');
const because = tagOf('reason');
const unchecked = tagOf('unchecked');

/** The first few names of a long list, and the number of the others. */
const listOf = (names: string[]) =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(' and ');

const meantOr = (meant: string | undefined, cure: string) =>
  meant ? `did you mean "${meant}"?` : cure;

/** Addresses that are told together. `null` stands for another address of each worker. */
type Pool = (string | null)[];

const addressText = ([address]: Pool) => address ?? 'an address of their own';

const oneOf = (pool: Pool) => (pool.length === 1 ? addressText(pool) : `one of ${pool.length}`);

/** Tells a pool. `undefined` stands for a refusal. */
export const poolText = (pool: Pool | undefined) => {
  if (!pool) return 'refused';
  return pool.length === 1 ? addressText(pool) : `a pool of ${pool.length}`;
};

/** Tells a share: `33%`. */
export const percentOf = (share: number) =>
  share.toLocaleString('en', { style: 'percent', maximumSignificantDigits: 2 });

const EVERY = [
  ...['', 'every new conversation', 'every second new conversation'],
  ...['three', 'four', 'five'].map((some) => `about one in ${some} new conversations`),
];

/** Says which new conversations get another number. `size` is the size of both pools. */
const shareText = (moved: number, size: number) => {
  const every = EVERY[Math.round(1 / moved)];
  const isExact = every && Math.abs(moved * Math.round(1 / moved) - 1) < 1e-9;
  const other = size === 2 ? 'the new' : size === 3 && moved < 1 ? 'the other' : 'another';
  if (isExact) return `${every} gets ${other} number`;
  return `${percentOf(moved)} of new conversations get ${other} number`;
};

const contextSize = (tag: typeof error) => (own: number, bytes: number, most: number) =>
  tag`All variables together take ${bytes} bytes: ${own} of yours, and about ${bytes - own} of Twilio's. Above ${most}, Twilio may fail every request (82006). Move the addresses to proxy-addresses.private.json, or remove other variables.`;

/** What differs between what is deployed and what is here. */
const UNLIKE = {
  variables: 'A variable on Twilio is not as it is here',
  files:
    'The deployed mapping or Function is not the one here (npm run deploy -- --dry-run says which)',
  unknown: 'A variable, the mapping or the Function there is not as it is here',
};

// A row that needs a value twice, or several values at once, is a function that fills its holes.
const MESSAGES = {
  'account/failed': unchecked`Not checked: ${'what'}. ${'why'}`,
  'account/no-credentials': unchecked`Not checked: ${'what'}. Set ${'credentials'} in .env or the environment.`,
  'address/impossible': warning`cannot be a phone number: ${'why'}`,
  'address/can-send': fine`is an address of this account, which can send from it`,
  'address/incapable': error`cannot ${'what'} (48028)`,
  'address/malformed': error`${'reason'}${(cure: string) => cure && `: ${cure}`} (${'code'})`,
  'address/offline': error`is a WhatsApp sender that is ${'state'} (48030)`,
  'address/sample': warning`is a sample number that nobody has: write your own`,
  'address/shared': warning`is the only address of ${(workers: number) => (workers === 1 ? 'this worker' : `${workers} workers`)}${(others: string[]) => (others.length > 0 ? `, and is also in ${listOf(others)}` : '')}. If two workers with this address start a conversation with one customer, Frontline refuses the second (48031). Give each worker an address of their own.`,
  'address/unowned': error`is not one of the account's ${'list'} (${'code'})`,
  'asset/invalid-json': error`invalid JSON: ${'why'} (48026)`,
  'answer/failed': reported`48004: the callback failed with status ${'status'}.`,
  'answer/late': reported`48005: no answer within 6 s.`,
  'answer/malformed': reported`${'code'}: proxy_address ${'reason'}.`,
  'answer/no-address': reported`48026: the answer has no proxy_address.`,
  'answer/no-json': reported`48003: the answer is invalid JSON.`,
  'answer/not-found': reported`48004: nothing is there (404). The path of the URL must be ${'path'}.`,
  'answer/own': reported`48027: proxy_address is the customer's own address.`,
  'answer/prefix': reported`48029: proxy_address must be written ${'address'}.`,
  'answer/refusal': (code: number, reason: string) =>
    error`The Function refuses (${code}): ${reason.replace(/\.$/, '')}. Frontline would report 48004.\n  https://www.twilio.com/docs/api/errors/${code}`,
  'answer/right': fine`Frontline would start the conversation. The customer sees ${'address'}.`,
  'answer/well-formed': fine`The answer is right. If Frontline takes the rest, the customer sees ${'address'}.`,
  'answer/too-large': reported`48003: the answer is over 64 kB.`,
  'answer/type': reported`48003: the Content-Type must be application/json, but is ${(type: string) => type || 'missing'}.`,
  'answer/unasked': error`The Function was not asked, so nothing is known of Frontline. ${'why'}${(cure: string) => cure && ` ${cure}.`}`,
  'answer/unreachable': reported`48004: the URL cannot be reached (${'why'}). ${'cure'}.`,
  'answer/wrong-signature': reported`48004: Twilio refused the request (${'status'}), because its signature is missing or wrong. Set AUTH_TOKEN to the token of the account that the Function is deployed to.`,
  'asset/changed': error`The mapping has changed since it was read, so nothing was written. Run the command again.`,
  'asset/locked': error`${'file'} is there: another run is writing the mapping, or was killed. If no run is going on, delete that file. Nothing was written.`,
  'asset/encoding': error`is not UTF-8: save it as UTF-8 (48026)`,
  'asset/size': error`has ${'bytes'} bytes, but Twilio takes only ${'most'} (10 MB): shorten the mapping`,
  'asset/malformed': error`${'why'}`,
  'change/accepted': because`${'who'}: was refused, now gets ${oneOf}`,
  'change/kept': because`Compared with ${'from'}. Open conversations keep their address.`,
  'change/moves': (who: string, before: Pool, after: Pool, moved: number) =>
    because`${who}: from ${poolText(before)} to ${poolText(after)}; ${shareText(moved, before.length + after.length)}`,
  'change/none': fine`Nobody is affected: every new conversation gets the same number as with ${'from'}.`,
  'change/refused': warning`${'who'}: is refused from now on (was ${oneOf})`,
  'channel/closed': warning`has ${'tables'} but no default: the Function refuses everybody else${'exception'}`,
  'channel/empty': warning`has no address: the Function refuses every request`,
  'channel/hidden': warning`is overridden by ${'variable'}: unset it to use this entry`,
  'channel/undocumented': unchecked`Not checked: whether Frontline starts conversations on this channel. Twilio documents only ${(channels: string[]) => channels.join(', ')}.`,
  'channel/unknown': (meant: string | undefined, known: string[]) =>
    warning`unknown channel: ${meantOr(meant, `Frontline asks for ${known.join(', ')}`)}`,
  'channel/nameless': warning`has no name: no request can ask for it`,
  'channel/rule': (rule: string) =>
    error`is the rule "${rule}", not a channel, and is ignored. Move it into a channel: "sms": { ${rule === 'default' ? '' : '"default": …, '}"${rule}": … }`,
  'conversation/closed': fine`${'sid'} is closed.`,
  'conversation/not-closed': error`${'sid'} is not closed. ${'why'}`,
  'conversations/unread': error`The list is not complete, because a conversation could not be read. ${'why'}`,
  'credentials/api-key': error`ACCOUNT_SID begins with SK, so it is an API key. Write the key into TWILIO_API_KEY, its secret into TWILIO_API_SECRET, and the account's SID (AC…) into ACCOUNT_SID.`,
  'credentials/malformed': (name: string, form: string, length: number) =>
    error`${name} has ${length === 1 ? '1 character' : `${length} characters`}, and is not valid. It must be ${form}: copy it again from the Twilio Console.`,
  'credentials/misspelt': error`looks like ${'meant'}, misspelt, and would be deployed as a variable: rename it`,
  'credentials/swapped': error`The values of ACCOUNT_SID and AUTH_TOKEN are swapped: the one that begins with AC is the SID.`,
  'customer/impossible': warning`The customer's address cannot be a phone number: ${(why: string) => (why.endsWith('?') ? why : `${why}.`)}`,
  'customer/malformed': (code: number, reason: string) =>
    reported`${code}: the customer's ${code === 48033 ? 'identity' : 'address'} ${reason}.`,
  'customer/user-id': unchecked`Not checked: the customer's address. It is the ID of a WhatsApp user without a phone number, and Twilio does not document whether Frontline takes it.`,
  'deploy/build-failed': error`Twilio could not build ${'sid'}, usually because of a package in dependencies. See its reason in the Twilio Console, in Functions & assets > Services.`,
  'deploy/build-late': error`Twilio has not built it within 5 minutes. Try again later.`,
  'deploy/handler': error`Twilio does not build with @twilio/runtime-handler ${'version'}, which package.json names (20001). Set it to a version of Twilio's list, such as ${'right'}, and run npm install. The list: https://www.twilio.com/docs/serverless/functions-assets/handler`,
  'deploy/not-active': error`Twilio does not say that the build ${'sid'} is active. Run npm run deploy again.`,
  'deploy/not-production': warning`Customers see no change: production is at https://${'domain'}. Deploy there: ${'command'}`,
  'deploy/not-said': error`Twilio's answer lacks ${'what'}. Try again later.`,
  'deploy/other-project': error`The Service ${'name'} belongs to another project: it has ${(other: string | undefined) => (other ? `other Functions, such as ${other}` : 'only assets')}. Choose another name with --service-name.`,
  'deploy/stopped': error`Nothing was deployed. ${'why'}`,
  'deploy/wrong': error`Nothing was deployed. Fix the errors first.`,
  'deployed/differs': warning`${(unlike: keyof typeof UNLIKE) => UNLIKE[unlike]}: the deployed Function gives ${'there'}, and here it would give ${'here'}.`,
  'deployed/not-committed': error`The mapping that is live in ${'environment'} is not in this repository. It was deployed before somebody committed it, or this clone has only the last commits (git fetch --unshallow).${(commit = '') => commit && ` Compare with the commit that was checked out: --from ${commit}`}`,
  'deployed/unrecorded': error`Nothing says which mapping is live in ${'environment'}. Deploy with npm run deploy, which records it, or name an environment: --from deployed:dev`,
  'env/after-quote': error`nothing may follow the closing quote, not even white space: remove what follows`,
  'env/comment': error`nothing may follow the closing quote: put the comment on a line of its own`,
  'env/duplicate': warning`is overridden on line ${'line'}`,
  'env/encoding': error`${'file'} is not UTF-8. Save it as UTF-8.`,
  'env/ignored': warning`this line is ignored: write NAME=value${'cure'}`,
  'env/ignored-variable': error`this line is ignored: write NAME=value${'cure'}`,
  'env/misnamed': (name: string) =>
    error`There is no ${name}, but a ${name}.txt. Rename it to ${name}.`,
  'env/secret': warning`looks like a secret, and twilio serverless:deploy would deploy it. ${(right: string) => (right ? `Rename it to ${right}` : 'Set it in the shell or in another file')}. (npm run deploy does not deploy it.)`,
  'env/shell-only': warning`is set in your shell, so it is not deployed: set it in .env`,
  'env/unclosed': error`the value has no closing quote on this line: write it on one line`,
  'file/copy': error`copy of the mapping, which would be public on the internet as ${'url'}: remove it`,
  'file/left': warning`was left behind by a run of npm run workers that was killed: remove it`,
  'file/misnamed': error`would be public on the internet as ${'url'}, and is not read: rename it to proxy-addresses.private.json`,
  'file/pipe': error`${'file'} is a pipe. Name a file.`,
  'file/public': warning`twilio serverless:deploy would publish it on the internet as ${'url'}. Move it out of the folder, or allow it with --public ${'name'}.`,
  'function/logs': warning`The Function logs: ${'logged'}`,
  'identity/alike': warning`differs from another identity only in capitals or white space. Both count: correct one of them, or remove it.`,
  'identity/blank': warning`has no identity: remove it, or write the worker's identity`,
  'identity/formula': warning`begins like a formula, and a spreadsheet would run it: change the identity, or ask whose it is`,
  'identity/hidden': warning`remove ${'sign'} from the identity`,
  'identity/space': warning`has white space around the identity: remove it`,
  'key/duplicate': warning`duplicate key: only the last one counts`,
  'mapping/refuses-all': error`${'why'}. The Function would refuse every request of Frontline (48026). ${'variables'}.`,
  'messaging-service/unset': error`The account has no default Messaging Service, and no conversation starts without one (48032). Set one: twilio api:conversations:v1:configuration:update --default-messaging-service-sid MG… Or in the Twilio Console, in Products & services > Conversations (Classic).`,
  'network/certificate': error`This machine does not trust the certificate of ${'host'} (${'reason'}). If your network inspects HTTPS, set NODE_EXTRA_CA_CERTS in the shell to the file of its root certificate.`,
  'network/proxy': (host: string, status: number) =>
    error`The proxy refuses connections to ${host} (${status}). ${status === 407 ? 'Write its user name and password into HTTPS_PROXY: http://user:password@host:port' : `Allow ${host} in the proxy, or add ${host} to NO_PROXY`}.`,
  'network/proxy-url': error`HTTPS_PROXY or HTTP_PROXY is not a URL. Write http://host:port, with user:password@ before the host if the proxy asks for them.`,
  'network/unreachable': error`This machine cannot reach ${'host'} (${'why'}). ${(region: string) => (region ? `The host follows from ${region}: unset both, or correct them.` : 'Check the network. Behind a proxy, set HTTPS_PROXY=http://host:port in the shell.')}`,
  'numbers/nobody': warning`${'asked'} is neither an address of the mapping or the account, nor a worker with an address of their own.${(meant: string) => meant && ` Did you mean ${meant}?`}`,
  'pair/elsewhere': warning`In ${'sid'}, this worker already talks to this customer over ${'address'}. That conversation keeps its address.`,
  'pair/free': fine`No open conversation has this customer and this address (asked: ${'service'}).${(isWhole: boolean) => (isWhole ? '' : " Only the first 1,000 of the customer's conversations were read.")}`,
  'pair/other-spelling': warning`This customer, in the other spelling of their number, and this address are already together in ${'sid'}, which is ${'state'}, with ${'who'}. Twilio does not document whether Frontline reports 48031 there.`,
  'pair/own': unchecked`This customer, this address and this worker are already together in ${'sid'}, which is ${'state'}. Twilio does not document whether Frontline continues there or reports 48031.`,
  'pair/taken': (sid: string, state: string, who: string) =>
    reported`48031: this customer and this address are already together in ${sid}, which is ${state}, with ${who}.\n  Close it: npm run conversations -- close ${sid}`,
  'pool/duplicate': warning`is a duplicate in this pool`,
  'pool/ask': warning`Another address of the pool may be free. To let the Function ask, set TWILIO_CONVERSATIONS_SERVICE_SID in .env: npm run check shows the value.`,
  'pool/not-told': warning`Another address of the pool is free, but Twilio did not tell the Function so in time. The Function's log says why.`,
  'pool/unasked': warning`Two workers can get the same address of a pool for one customer, and Frontline refuses the second (48031). To let the Function ask Twilio first, set TWILIO_CONVERSATIONS_SERVICE_SID in .env, or in CI as a variable of the repository.`,
  'pool/empty': error`must hold at least one address (48026)`,
  'pool/taken': warning`${'place'} has no other address that is free. Add an address to the pool, or close that conversation.`,
  'prefix/impossible': warning`matches no phone number: ${'why'}`,
  'prefix/unreached': warning`matches no customer: other prefixes match all these numbers first. ${(longer: string | undefined) => (longer ? `Write ${longer}` : 'Remove it')}.`,
  'prefix/malformed': warning`matches no customer: ${'cure'}`,
  'rule/asked': because`The Function asked Twilio. The usual address of this pair is ${'usual'}, but ${'why'}.`,
  'rule/decides': because`${'why'}`,
  'rule/unknown': (meant: string | undefined, known: string[]) =>
    warning`unknown rule: ${meantOr(meant, `use ${known.join(' or ')}`)}`,
  'service/credentials': warning`TWILIO_CONVERSATIONS_SERVICE_SID has no effect, because the Service does not give its Functions the account's credentials. Allow it with the Twilio CLI: twilio api:serverless:v1:services:update --sid ${'sid'} --include-credentials`,
  'service/malformed': error`must be the SID of a service of Conversations (classic): IS and 32 hexadecimal digits. Conversation Orchestrator is another product: its IDs do not work here.`,
  'service/not-default': warning`is not the account's default Conversations service, ${'standard'}: check that Frontline runs on it`,
  'service/unowned': error`is not one of the account's Conversations services`,
  'service/unset': unchecked`Two workers can get the same address of a pool for one customer, and Frontline refuses the second (48031). To let the Function ask Twilio first, set TWILIO_CONVERSATIONS_SERVICE_SID=${'sid'} in .env.`,
  'settings/fault': error`${'fault'}`,
  'spreadsheet/area-code': error`has the column "${'column'}", which may be the beginning of each number: write each number as a whole into one column, and remove this column`,
  'spreadsheet/by-length': because`was read as a national number, for the number of digits: check it`,
  'spreadsheet/cell': error`is ${'is'}, and not a text: format the column as text, and write the cell again`,
  'spreadsheet/cells': error`has more cells than the first line: put several numbers into one cell, in double quotes and with ; between them`,
  'spreadsheet/columns': (column: string, headers: string[]) =>
    error`has ${headers.length} columns for the ${column}, ${headers.join(' and ')}: name the right one with --${column}-column "…". If two have the same name, rename one.`,
  'spreadsheet/completed': because`has no +, and is read as a number of ${'prefix'}`,
  'spreadsheet/duplicate': error`this worker has other numbers on line ${'line'}: remove one of the lines`,
  'spreadsheet/empty': error`has no workers. Write worker,number in the first line, and one worker on each other line.`,
  'spreadsheet/encoding': error`is not CSV in UTF-8: save it as CSV UTF-8`,
  'spreadsheet/impossible': error`cannot be a phone number: ${'why'}`,
  'spreadsheet/national': error`has no +: write + and the country code first, or add the country, such as --country GB`,
  'spreadsheet/no-column': (column: string, known: (string | undefined)[]) =>
    error`has no column for the ${column}. Call it ${column}, or name your column: --${column}-column "…". Known names: ${known.join(', ')}.`,
  'spreadsheet/no-number': because`is empty: this worker gets no rules of their own`,
  'spreadsheet/no-sheet': error`has no sheet of that name: write the name as the program shows it`,
  'spreadsheet/no-worker': error`has no worker: write the worker's identity`,
  'spreadsheet/other': error`is ${'kind'}: open it in a spreadsheet program, and save it as an Excel workbook (.xlsx)`,
  'spreadsheet/own-phone': (header: string) =>
    error`has no column for the number but "${header}", which is usually the worker's own phone. If customers may see these numbers, add --number-column "${header}".`,
  'spreadsheet/prefix': error`is not a prefix: ${'cure'}`,
  'spreadsheet/quotes': error`has a misplaced double quote: put the whole cell in quotes, and write "" for a quote in it`,
  'spreadsheet/removals': error`More than a third of the workers would lose their rules. If you mean it, add --allow-removals.`,
  'spreadsheet/two-readings': error`can be ${(numbers: string[]) => numbers.join(' or ')}: write the number that you mean`,
  'spreadsheet/read': because`is read from the columns ${(columns: string[]) => columns.map((name) => `"${name}"`).join(', ')}`,
  'spreadsheet/sheets': because`has several sheets, and the first is read: --sheet "…" reads another`,
  'spreadsheet/space': warning`had white space around the identity, which was removed`,
  'spreadsheet/identity': error`is an identity that a spreadsheet has changed: format the column as text, and write it as it is in the mapping`,
  'started/left': (id: string, why: string) =>
    error`${id} may still be there. ${why} Close it: npm run conversations -- close ${id}`,
  'started/stopping': (id: string) =>
    unchecked`Stopping: ${id} is deleted as soon as Twilio answers. If you do not wait, close it: npm run conversations -- close ${id}`,
  'started/removed': fine`Nothing is left: the conversation is deleted.`,
  'step/asked': fine`ask the Function: it gives ${'address'}`,
  'step/failed': error`${'what'}: ${'why'}`,
  'step/none': unchecked`not done: ${'what'}`,
  'step/refused': (what: string, status: number, code: number, frontline = 0, holder = '') =>
    error`${what}: Twilio refuses (${status}, ${code}).${frontline ? ` Frontline would report ${frontline}.` : ''}${holder && ` Close the conversation of this customer and this address: npm run conversations -- close ${holder}`}\n  https://www.twilio.com/docs/api/errors/${code}`,
  'step/taken': fine`${'what'}`,
  'table/malformed': error`must be an object: { "…": … } (48026)`,
  'twilio/answer': error`The answer of ${'host'} is not a JSON object (${'status'}). Try again later.`,
  'twilio/credentials': error`Twilio refused the credentials (${'status'}). Check ACCOUNT_SID and AUTH_TOKEN, or the API key if TWILIO_API_KEY is set.`,
  'twilio/failed': error`Twilio failed (${'status'}). Try again later, and see https://status.twilio.com.`,
  'twilio/late': error`Twilio has not answered in time. Try again later.`,
  'twilio/no-credentials': error`Twilio was not asked. Set ${'credentials'} in .env or the environment.`,
  'twilio/not-understood': error`Twilio's answer was not understood. Try again later.`,
  'twilio/region': (region: string) =>
    error`With TWILIO_REGION=${region} and no TWILIO_EDGE, requests would go to hosts such as api.${region}.twilio.com, which Twilio has closed. Unset TWILIO_REGION: Conversations has SMS and WhatsApp only in us1. To ask another region all the same, set TWILIO_EDGE too (ie1: dublin, au1: sydney), and use credentials of that region.`,
  'twilio/refused': error`Twilio answered ${'status'}${'said'}`,
  'twilio/too-often': error`Twilio was asked too often (${'status'}). Try again in a minute.`,
  'twilio/unreachable': error`The connection to Twilio broke (${'why'}). Try again later.`,
  'unsigned/answered': error`Without a signature the Function itself answers (${'status'}), so anybody can ask it. Deploy it as protected.`,
  'unsigned/elsewhere': unchecked`Not checked: whether a request without a signature is refused. The answer was ${'status'}, and not from this Function.`,
  'unsigned/local': unchecked`Not checked: signatures. Only Twilio checks them, once the Function is deployed.`,
  'unsigned/no-answer': unchecked`Not checked: the same request without a signature got no answer.`,
  'unsigned/refused': fine`Without a signature the request is refused (${'status'}).`,
  'variable/kept': warning`stays set on Twilio and acts there, whatever .env and the mapping say. Delete it: ${'command'}`,
  'variable/misspelt': warning`unknown variable: did you mean ${'meant'}?`,
  'variable/key-size': error`has a name of ${'characters'} characters, but Twilio takes only ${'most'}: rename it`,
  'variable/size': error`has ${'bytes'} bytes, but Twilio takes only ${'most'}: move the addresses to proxy-addresses.private.json`,
  'variable/unused': warning`stays set on Twilio, though the Function never reads it. Delete it: ${'command'}`,
  'variables/not-deployed': (names: string[], where: string) =>
    because`Not deployed, because the Function does not read ${names.length === 1 ? 'it' : 'them'}: ${names.join(', ')}. To deploy variables all the same, put them into a file of their own, and run npx twilio-run env import --env FILE ${where}`,
  'variables/near-size': contextSize(warning),
  'variables/size': contextSize(error),
  'variable/unread': error`is never read: rename it to ${'right'}`,
  'webhook/signature': warning`The webhook rule ${'rule'} (${'match'}) signs with a shared key, or not at all. No document of Twilio says that a protected Function accepts such requests, and npm run callback would not notice, as it signs with AUTH_TOKEN. If the rule matches the Function's URL, give the URL a rule of its own, with a setting that has no signature.`,
  'worker/alike': warning`is almost ${(asked: string) => JSON.stringify(asked)}. Capitals and white space count: correct one of them.`,
  'worker/deactivated': warning`is deactivated in Frontline: remove this worker`,
  'worker/none': unchecked`Not checked: the identities of ${(count: number) => (count === 1 ? '1 worker' : `${count} workers`)}. Frontline has none of them in this account. Check that the account still has Frontline, and that ACCOUNT_SID is the account that Frontline runs on.`,
  'worker/too-many': unchecked`Not checked: the identities of ${'count'} workers. Check them with --all-workers.`,
  'worker/unknown': warning`no such worker: no Frontline user has this identity. Capitals count.`,
};

/** The kinds of findings. */
export type Code = keyof typeof MESSAGES;

type Amount = 'bytes' | 'characters' | 'code' | 'count' | 'line' | 'most' | 'own' | 'status';
type Secret = 'address' | 'here' | 'said' | 'there' | 'usual';

/** The value of a hole. If it may be personal data, the type demands that the caller says so. */
type ValueOf<Hole> = Hole extends (value: infer Value) => string
  ? Value
  : Hole extends Amount
    ? number
    : Hole extends Secret
      ? Private
      : string;

type ValuesOf<Wording> = Wording extends (...values: infer Needed) => Row
  ? Needed
  : Wording extends Row<infer Holes>
    ? { -readonly [Index in keyof Holes]: ValueOf<Holes[Index]> }
    : never;

/** The values that the sentence of a kind of finding needs. */
export type Values<C extends Code> = ValuesOf<(typeof MESSAGES)[C]>;

const ROWS: { [C in Code]: Row | ((...values: Values<C>) => Row) } = MESSAGES;

/** The level of a kind of finding. */
export function levelOf<C extends Code>(code: C, values: Values<C>): Level {
  const row = ROWS[code];
  return typeof row === 'function' ? row(...values).level : row.level;
}

/** The sentence of a kind of finding. No other file holds these sentences. */
export function sentenceFor<C extends Code>(code: C, values: Values<C>): string {
  const row = ROWS[code];
  if (typeof row === 'function') return written(row(...values));
  const words = row.holes.map((hole, index) =>
    typeof hole === 'function' ? hole(values[index]) : values[index],
  );
  return written(row, words);
}

function written({ text, holes, isReported }: Row, words = holes): string {
  const sentence = String.raw({ raw: text }, ...words);
  const page = `https://www.twilio.com/docs/api/errors/${sentence.slice(0, 5)}`;
  return isReported ? `Frontline would report ${sentence}\n  ${page}` : sentence;
}
