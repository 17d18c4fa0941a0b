import { jest } from '@jest/globals';

/** The time that requests are given. A test says when it is over, however fast the machine is. */
export interface GivenTime {
  /** What was given since the mocks were last cleared, in milliseconds. */
  given: jest.SpiedFunction<typeof AbortSignal.timeout>;
  /** Ends the time of every request that was begun so far. */
  end(): void;
}

/** Lets no time pass for the requests of this process, until the mocks are restored. */
export function useGivenTime(): GivenTime {
  const open = new Set<AbortController>();
  const given = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const controller = new AbortController();
    open.add(controller);
    return controller.signal;
  });
  return {
    given,
    end() {
      // As Node.js ends it: https://nodejs.org/api/globals.html#static-method-abortsignaltimeoutdelay
      for (const controller of open) controller.abort(new DOMException('Late.', 'TimeoutError'));
      open.clear();
    },
  };
}
