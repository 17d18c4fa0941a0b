import { type Answer, twilioError } from './twilio';

/** How many entries one page of a list has, in one of Twilio's APIs. */
export interface PageSizes {
  /** The size of a page if the request names no size. */
  usual: number;
  /** The largest size that a request may name. */
  most: number;
}

/**
 * Answers with one page of a list, in the form of Twilio's APIs since v1. The query names the page
 * by `Page` and `PageSize`, as Twilio's own `next_page_url` does.
 *
 * @param key The name of the list in the answer.
 * @see https://www.twilio.com/docs/usage/twilios-response#pagination
 */
export function listAnswer(url: URL, key: string, all: object[], sizes: PageSizes): Answer {
  const page = Number(url.searchParams.get('Page') ?? 0);
  const size = Number(url.searchParams.get('PageSize') ?? sizes.usual);
  if (!(size >= 1 && size <= sizes.most)) {
    return twilioError(400, 20001, `PageSize must be 1 to ${sizes.most}`);
  }
  const pageUrl = (number: number) => {
    const target = new URL(url);
    target.searchParams.set('PageSize', `${size}`);
    target.searchParams.set('Page', `${number}`);
    return target.href;
  };
  const meta = {
    key,
    page,
    page_size: size,
    url: pageUrl(page),
    first_page_url: pageUrl(0),
    previous_page_url: page > 0 ? pageUrl(page - 1) : null,
    next_page_url: all.length > size * (page + 1) ? pageUrl(page + 1) : null,
  };
  return { status: 200, body: { [key]: all.slice(size * page, size * (page + 1)), meta } };
}
