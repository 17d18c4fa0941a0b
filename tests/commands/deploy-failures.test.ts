import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Deployable, deployable } from '../support/deployable';
import { type Answer, twilioError } from '../support/stand-in';

// How the command tells a failure. What fails, and when, is in tests/unit/deployment.test.ts.

let project: Deployable;

beforeAll(async () => {
  project = await deployable();
});
beforeEach(() => project.reset());
afterAll(() => project.remove());

const BROKEN = twilioError(500, 20500, 'It broke.');
const TWILIO_FAILED = 'Twilio failed (500). Try again later, and see https://status.twilio.com.';

test.each<[string, [method: string, path: RegExp, answer: Answer], flags: string[], says: string]>([
  [
    'before it changes anything',
    ['GET', /Services(\?|$)/, twilioError(400, 20001, 'Bad thing of ana@example.com')],
    [],
    'Nothing was deployed. Twilio answered 400 (20001)',
  ],
  [
    // No machine is too slow for the answers before: there are none.
    'as Twilio does not answer within --timeout',
    ['GET', /Services(\?|$)/, { status: 200, body: {}, delayMs: 600_000 }],
    ['--timeout', '1'],
    'Nothing was deployed. Twilio has not answered in time. Try again later.',
  ],
  [
    'while Twilio builds',
    ['GET', /Status$/, BROKEN],
    [],
    `${TWILIO_FAILED}\nStopped while waiting for the build. Nothing has changed for Frontline.`,
  ],
  [
    'once variables are changed',
    ['POST', /Deployments$/, BROKEN],
    [],
    `${TWILIO_FAILED}\nStopped while activating the build. The new variables act already; Function and mapping may be the new ones or those before.`,
  ],
])('a deployment that fails %s says what it changed', async (_, request, flags, says) => {
  project.account.failing(...request);
  const { exitCode, stdout, stderr } = await project.deploy(flags);
  expect(stderr).toBe(`✘ ${says}\n`);
  expect(stdout).not.toContain('npm run callback');
  expect(project.account.serverless.deployments).toEqual([]);
  expect(exitCode).toBe(1);
});
