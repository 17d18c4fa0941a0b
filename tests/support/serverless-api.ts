import { basename, dirname } from 'node:path/posix';
import { CALLBACK_PATH } from '../../scripts/twilio/project';
import { listAnswer } from './list';
import {
  dependenciesOf,
  isTooLarge,
  type Kind,
  kindIn,
  MOST_SERVICES,
  type Parameters,
} from './serverless-resources';
import { type Answer, CREDENTIALS, type RecordedRequest, twilioError } from './stand-in';

/** A Function or an asset, as it was uploaded. */
export interface DeployedFile {
  /** The path of its URL, such as `/callbacks/outgoing-conversation`. */
  path: string;
  visibility: string;
  content: string;
  contentType: string;
}

/** Everything that one deployment made current in its environment. */
export interface Deployment {
  service: { uniqueName: string; friendlyName: string };
  environment: { uniqueName: string; domainSuffix: string; domainName: string };
  variables: Record<string, string>;
  functions: DeployedFile[];
  assets: DeployedFile[];
  build: { runtime: string; dependencies: { name: string; version: string }[] };
}

/** What a Service holds from an earlier deployment by somebody. */
export interface Holdings {
  /** The variables of the environment `dev`. Without variables, the Service has no environment. */
  variables?: Record<string, string>;
  functions?: string[];
  assets?: string[];
  givesCredentials?: boolean;
}

/** One account's part of Twilio Serverless. */
export interface ServerlessApi {
  /** Answers a request to serverless.twilio.com or to serverless-upload.twilio.com. */
  answer(request: RecordedRequest): Promise<Answer | undefined>;
  /** Every deployment so far, oldest first. */
  deployments: Deployment[];
  /**
   * Makes a Service, and returns its SID. By default, the Service looks like one of another clone
   * of the project.
   */
  createService(name: string, holdings?: Holdings): string;
  /** The variables of every environment, by key. */
  variables(): Record<string, string>;
}

interface Resource {
  sid: string;
  kind: Kind;
  /** The path of the resource's list. */
  list: string;
  given: Parameters;
}

/** https://github.com/twilio/twilio-oai/blob/main/spec/json/twilio_serverless_v1.json */
const PAGE_SIZES = { usual: 50, most: 1000 };

/**
 * Makes one account's part of Twilio Serverless, empty and in memory. It refuses what Twilio
 * refuses according to Twilio's documents.
 *
 * @see https://www.twilio.com/docs/serverless/api
 */
export function serverlessApi(): ServerlessApi {
  const resources = new Map<string, Resource>();
  const deployments: Deployment[] = [];
  let made = 0;

  function find(sid: string): Resource {
    const resource = resources.get(sid);
    if (!resource) throw new Error(`No resource ${sid}`);
    return resource;
  }

  function create(list: string, given: Parameters): Resource {
    const kind = kindIn(list);
    if (!kind) throw new Error(`There is no list at ${list}`);
    made += 1;
    const sid = kind.sid + made.toString(16).padStart(32, '0');
    const resource = { sid, kind, list, given };
    if (kind.sid === 'ZE') given.set('DomainName', domainName(resource));
    resources.set(sid, resource);
    return resource;
  }

  function inList(list: string): Resource[] {
    return [...resources.values()].filter((resource) => resource.list === list);
  }

  /** Whether each SID of a path belongs to a resource of the list before it. */
  function exists(path: string): boolean {
    const parent = dirname(path);
    if (kindIn(path)) return path === '/v1/Services' || exists(parent);
    return resources.get(basename(path))?.list === parent && exists(parent);
  }

  async function get(url: URL): Promise<Answer | undefined> {
    const path = url.pathname;
    // https://www.twilio.com/docs/serverless/api/resource/function-version/content: an asset has none.
    const version =
      basename(path) === 'Content' ? resources.get(basename(dirname(path))) : undefined;
    if (version?.list.includes('/Functions/') && exists(dirname(path))) {
      const { sid, account_sid, service_sid } = represent(version);
      const { content } = await uploaded(version);
      return { status: 200, body: { sid, account_sid, service_sid, content, url } };
    }
    const build = basename(path) === 'Status' && resources.get(basename(dirname(path)));
    if (build && exists(dirname(path))) {
      const { sid, account_sid, service_sid } = represent(build);
      return { status: 200, body: { sid, account_sid, service_sid, status: 'completed', url } };
    }
    if (!exists(path)) return undefined;
    const resource = resources.get(basename(path));
    if (resource) return { status: 200, body: { ...represent(resource), ...filesOf(resource) } };
    return listAnswer(url, basename(path).toLowerCase(), inList(path).map(represent), PAGE_SIZES);
  }

  async function post(host: string, path: string, sent: Parameters): Promise<Answer | undefined> {
    const updated = resources.get(basename(path));
    const given = updated ? merged(updated.given, sent) : sent;
    const list = updated ? dirname(path) : path;
    const kind = kindIn(list);
    // Files go to a host of their own: https://www.twilio.com/docs/serverless/api/resource/function-version
    const isUpload = host.startsWith('serverless-upload.');
    if (!kind || !exists(path) || isUpload !== (kind.sid === 'ZN')) return undefined;
    const why = kind.refuses(given) ?? refusesIn(list, kind, given);
    if (why) return twilioError(400, 20001, why);
    if (isTooLarge(given)) return { status: 413, body: null, text: 'Request Entity Too Large' };
    if (updated) {
      updated.given = given;
      return { status: 200, body: represent(updated) };
    }
    const name = given.get('UniqueName') ?? given.get('Key');
    const isTaken = ({ given: other }: Resource) =>
      (other.get('UniqueName') ?? other.get('Key')) === name;
    // https://www.twilio.com/docs/api/errors/20409
    if (name !== null && inList(path).some(isTaken)) return twilioError(409, 20409, 'Conflict');

    const resource = create(path, given);
    if (kind.sid === 'ZD') deployments.push(await deploy(resource));
    return { status: 201, body: represent(resource) };
  }

  /**
   * The files of a build. Twilio's page calls them lists of SIDs, and Twilio's toolkit reads versions:
   * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/serverless-api/src/types/serverless-api.ts
   */
  function filesOf({ kind, given }: Resource) {
    const versions = (field: string) =>
      given.getAll(field).map((sid) => represent(find(String(sid))));
    return kind.sid === 'ZB'
      ? {
          function_versions: versions('FunctionVersions'),
          asset_versions: versions('AssetVersions'),
        }
      : {};
  }

  /** @see https://www.twilio.com/docs/serverless/api/resource/variable#delete-a-variable-resource */
  function remove(path: string): Answer | undefined {
    const sid = basename(path);
    if (!exists(path) || resources.get(sid)?.kind.sid !== 'ZV') return undefined;
    resources.delete(sid);
    return { status: 204, body: '', text: '' };
  }

  function refusesIn(list: string, kind: Kind, given: Parameters): string | undefined {
    const service = /^\/v1\/Services\/\w+/.exec(list)?.[0];
    const named = ['BuildSid', 'FunctionVersions', 'AssetVersions'].flatMap((name) =>
      given.getAll(name).map(String),
    );
    const unknown = named.find((sid) => !resources.get(sid)?.list.startsWith(`${service}/`));
    if (unknown) return `Invalid SID ${unknown}`;
    if (kind.sid === 'ZS' && inList(list).length >= MOST_SERVICES) {
      return `Services are limited to less than or equal to ${MOST_SERVICES}`;
    }
    return undefined;
  }

  function domainName(environment: Omit<Resource, 'sid'>): string {
    const service = find(basename(dirname(environment.list)));
    const suffix = text(environment, 'DomainSuffix');
    // Twilio puts a number of its own between the name of the Service and the suffix.
    return `${text(service, 'UniqueName')}-1234${suffix && `-${suffix}`}.twil.io`;
  }

  async function deploy(deployment: Resource): Promise<Deployment> {
    const environment = find(basename(dirname(deployment.list)));
    const service = find(basename(dirname(environment.list)));
    const build = find(text(deployment, 'BuildSid'));
    environment.given.set('BuildSid', build.sid);
    const files = (field: string) =>
      Promise.all(build.given.getAll(field).map((sid) => uploaded(find(String(sid)))));

    return {
      service: {
        uniqueName: text(service, 'UniqueName'),
        friendlyName: text(service, 'FriendlyName'),
      },
      environment: {
        uniqueName: text(environment, 'UniqueName'),
        domainSuffix: text(environment, 'DomainSuffix'),
        domainName: text(environment, 'DomainName'),
      },
      variables: Object.fromEntries(
        inList(`${environment.list}/${environment.sid}/Variables`).map((variable) => [
          text(variable, 'Key'),
          text(variable, 'Value'),
        ]),
      ),
      functions: await files('FunctionVersions'),
      assets: await files('AssetVersions'),
      build: { runtime: text(build, 'Runtime'), dependencies: dependenciesOf(build.given) },
    };
  }

  return {
    deployments,
    variables: () =>
      Object.fromEntries(
        [...resources.values()]
          .filter(({ kind }) => kind.sid === 'ZV')
          .map((variable) => [text(variable, 'Key'), text(variable, 'Value')]),
      ),
    createService(name, { variables, functions = [CALLBACK_PATH], assets = [], ...more } = {}) {
      const service = create(
        '/v1/Services',
        form({
          UniqueName: name,
          FriendlyName: name,
          IncludeCredentials: `${more.givesCredentials ?? true}`,
        }),
      );
      const inService = `/v1/Services/${service.sid}`;
      for (const path of functions) create(`${inService}/Functions`, form({ FriendlyName: path }));
      for (const path of assets) create(`${inService}/Assets`, form({ FriendlyName: path }));
      if (!variables) return service.sid;
      const environments = `${inService}/Environments`;
      const dev = form({ UniqueName: 'dev-environment', DomainSuffix: 'dev' });
      const { sid } = create(environments, dev);
      for (const [Key, Value] of Object.entries(variables)) {
        create(`${environments}/${sid}/Variables`, form({ Key, Value }));
      }
      return service.sid;
    },
    async answer({ method, host, path, headers, body }) {
      const url = new URL(path, `https://${host}`);
      if (method === 'GET' && host.startsWith('serverless.')) return get(url);
      if (method === 'DELETE') return remove(path);
      if (method !== 'POST') return undefined;
      const contentType = headers['content-type'] ?? '';
      const given = await new Response(body, {
        headers: { 'Content-Type': contentType },
      }).formData();
      return post(host, url.pathname, given);
    },
  };
}

/** The field of a resource that names its parent, by the name of the parent's list. */
const PARENTS = new Map([
  ['Services', 'service_sid'],
  ['Environments', 'environment_sid'],
  ['Functions', 'function_sid'],
  ['Assets', 'asset_sid'],
]);

function represent({ sid, kind, list, given }: Resource) {
  const [, , ...names] = list.split('/');
  const parents = names.flatMap((name, index) => {
    const field = PARENTS.get(name);
    const parent = names[index + 1];
    return field && parent ? [[field, parent]] : [];
  });
  return {
    sid,
    account_sid: CREDENTIALS.ACCOUNT_SID,
    ...{ service_sid: undefined, ...Object.fromEntries(parents) },
    ...kind.fields(given),
    date_created: '2026-11-24T00:00:00Z',
    date_updated: '2026-11-24T00:00:00Z',
    url: `https://serverless.twilio.com${list}/${sid}`,
  };
}

function merged(old: Parameters, sent: Parameters): Parameters {
  return form(Object.fromEntries([...old, ...sent].map(([name, value]) => [name, `${value}`])));
}

function form(fields: Record<string, string>): Parameters {
  const given = new FormData();
  for (const [name, value] of Object.entries(fields)) given.set(name, value);
  return given;
}

async function uploaded(version: Resource): Promise<DeployedFile> {
  const content = version.given.get('Content');
  const isFile = content instanceof Blob;
  return {
    path: text(version, 'Path'),
    visibility: text(version, 'Visibility'),
    content: isFile ? await content.text() : '',
    contentType: isFile ? content.type : '',
  };
}

function text({ given }: Pick<Resource, 'given'>, field: string): string {
  const value = given.get(field);
  return typeof value === 'string' ? value : '';
}
