import { basename, dirname } from 'node:path/posix';
import { type Answer, type RecordedRequest, twilioError } from '../../scripts/stand-in/twilio';

/** A Function or an Asset, as uploaded. */
export interface DeployedFile {
  /** The path of its URL, such as `/callbacks/outgoing-conversation`. */
  path: string;
  visibility: string;
  content: string;
}

/** Everything that one deployment made current in its environment. */
export interface Deployment {
  service: { uniqueName: string; friendlyName: string };
  environment: { uniqueName: string; domainSuffix: string; domainName: string };
  variables: Record<string, string>;
  functions: DeployedFile[];
  assets: DeployedFile[];
  build: {
    runtime: string;
    /** Each package as `{ name, version }`. */
    dependencies: unknown;
  };
}

/** One account's part of Twilio Serverless. */
export interface ServerlessApi {
  /** Answers a request to serverless.twilio.com or to serverless-upload.twilio.com. */
  answer(request: RecordedRequest): Promise<Answer | undefined>;
  /** Every deployment so far, oldest first. */
  deployments: Deployment[];
  /** Makes a Service with an environment dev, as another clone of the project would have; gives its SID. */
  createService(name: string, variables?: Record<string, string>): string;
}

interface Resource {
  sid: string;
  /** The path of the list that it belongs to. */
  list: string;
  /** What the client made it with. */
  form: FormData;
}

const SID_PREFIXES = new Map([
  ['Services', 'ZS'],
  ['Environments', 'ZE'],
  ['Variables', 'ZV'],
  ['Functions', 'ZH'],
  ['Assets', 'ZH'],
  ['Versions', 'ZN'],
  ['Builds', 'ZB'],
  ['Deployments', 'ZD'],
]);

/**
 * Makes one account's part of Twilio Serverless, empty and in memory. It knows what
 * `twilio-run deploy` asks for, and nothing else.
 */
export function serverlessApi(): ServerlessApi {
  const resources = new Map<string, Resource>();
  const deployments: Deployment[] = [];

  function find(sid: string): Resource {
    const resource = resources.get(sid);
    if (!resource) throw new Error(`No resource ${sid}`);
    return resource;
  }

  function nextSid(prefix: string): string {
    return prefix + resources.size.toString(16).padStart(32, '0');
  }

  function create(list: string, fields: Record<string, string>): Resource {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const resource = { sid: nextSid(SID_PREFIXES.get(basename(list)) ?? ''), list, form };
    resources.set(resource.sid, resource);
    return resource;
  }

  function inList(list: string): Resource[] {
    return [...resources.values()].filter((resource) => resource.list === list);
  }

  function get(path: string): Answer | undefined {
    const name = basename(path);
    const resource = resources.get(name);
    if (resource) return { status: 200, body: represent(resource) };
    if (name === 'Status') return { status: 200, body: { status: 'completed' } };
    if (!SID_PREFIXES.has(name)) return undefined;
    const key = name.toLowerCase();
    const meta = { key, next_page_url: null };
    return { status: 200, body: { meta, [key]: inList(path).map(represent) } };
  }

  async function post(path: string, form: FormData): Promise<Answer | undefined> {
    const name = basename(path);
    const updated = resources.get(name);
    if (updated) {
      updated.form = form;
      return { status: 200, body: represent(updated) };
    }

    const prefix = SID_PREFIXES.get(name);
    if (!prefix) return undefined;
    const uniqueName = form.get('UniqueName');
    if (uniqueName && inList(path).some((other) => other.form.get('UniqueName') === uniqueName)) {
      return twilioError(409, 20409, 'A resource with this UniqueName already exists');
    }

    const resource = { sid: nextSid(prefix), list: path, form };
    if (name === 'Environments') form.set('DomainName', domainName(resource));
    resources.set(resource.sid, resource);
    if (name === 'Deployments') deployments.push(await deploy(resource));
    return { status: 201, body: represent(resource) };
  }

  function domainName(environment: Resource): string {
    const service = find(basename(dirname(environment.list)));
    const suffix = text(environment, 'DomainSuffix');
    // Twilio puts a number of its own between the name of the service and the suffix.
    return `${text(service, 'UniqueName')}-1234${suffix && `-${suffix}`}.twil.io`;
  }

  async function deploy(deployment: Resource): Promise<Deployment> {
    const environment = find(basename(dirname(deployment.list)));
    const service = find(basename(dirname(environment.list)));
    const build = find(text(deployment, 'BuildSid'));
    const files = (field: string) =>
      Promise.all(build.form.getAll(field).map((sid) => uploaded(find(String(sid)))));

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
      build: {
        runtime: text(build, 'Runtime'),
        // `twilio-run` puts the JSON in one more pair of quotes.
        dependencies: JSON.parse(text(build, 'Dependencies').slice(1, -1) || '[]'),
      },
    };
  }

  return {
    deployments,
    createService(name, variables = {}) {
      const service = create('/v1/Services', { UniqueName: name, FriendlyName: name });
      const environment = create(`${service.list}/${service.sid}/Environments`, {
        UniqueName: 'dev-environment',
        DomainSuffix: 'dev',
      });
      environment.form.set('DomainName', domainName(environment));
      for (const [Key, Value] of Object.entries(variables)) {
        create(`${environment.list}/${environment.sid}/Variables`, { Key, Value });
      }
      return service.sid;
    },
    async answer({ method, host, path, headers, body }) {
      const { pathname } = new URL(path, `https://${host}`);
      if (method === 'GET') return get(pathname);
      const contentType = headers['content-type'] ?? '';
      const form = new Response(body, { headers: { 'Content-Type': contentType } }).formData();
      return post(pathname, await form);
    },
  };
}

/** The fields that `twilio-run` reads of any kind of resource: null where the kind has it not. */
function represent({ sid, form }: Resource): object {
  return {
    sid,
    unique_name: form.get('UniqueName'),
    friendly_name: form.get('FriendlyName'),
    domain_suffix: form.get('DomainSuffix'),
    domain_name: form.get('DomainName'),
    key: form.get('Key'),
    value: form.get('Value'),
    runtime: form.get('Runtime'),
    include_credentials: form.get('IncludeCredentials') === 'true',
  };
}

async function uploaded(version: Resource): Promise<DeployedFile> {
  const content = version.form.get('Content');
  return {
    path: text(version, 'Path'),
    visibility: text(version, 'Visibility'),
    content: content instanceof Blob ? await content.text() : '',
  };
}

function text({ form }: Resource, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
