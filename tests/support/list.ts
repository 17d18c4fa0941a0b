import { type Answer, twilioError } from './stand-in';

/**
 * Answers with one page of a list, in the form of Twilio's APIs since v1. The query names the page
 * by `Page` and `PageSize`, as Twilio's own `next_page_url` does.
 *
 * @param key The name of the list in the answer.
 * @param sizes The size of a page if the request names no size, and the largest size that a request
 *   may name.
 * @see https://www.twilio.com/docs/usage/twilios-response#pagination
 */
export function listAnswer(
  url: URL,
  key: string,
  all: object[],
  sizes: { usual: number; most: number },
): Answer {
  const page = Number(url.searchParams.get('Page') ?? 0);
  const size = Number(url.searchParams.get('PageSize') ?? sizes.usual);
  if (!(size >= 1 && size <= sizes.most)) {
    return twilioError(400, 20001, `PageSize must be 1 to ${sizes.most}`);
  }
  const next = new URL(url);
  next.searchParams.set('PageSize', `${size}`);
  next.searchParams.set('Page', `${page + 1}`);
  const isLast = all.length <= size * (page + 1);
  const meta = { key, page, page_size: size, next_page_url: isLast ? null : next.href };
  return { status: 200, body: { [key]: all.slice(size * page, size * (page + 1)), meta } };
}
