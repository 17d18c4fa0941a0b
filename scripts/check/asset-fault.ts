import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { ASSET_FILE } from '../../src/asset';
import { type Finding, finding } from '../terminal/finding';
import { hiddenSign } from '../terminal/text';

/** The error codes of jsonc-parser in plain words. `…Expected` means that something is missing. */
const WORDS: Record<string, string> = {
  InvalidSymbol: 'put double quotes around text and phone numbers',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing double quote is missing',
  InvalidEscapeCharacter: 'this character cannot follow a backslash',
  InvalidUnicode: '\\u must be followed by four hexadecimal digits',
  InvalidCharacter: 'write a control character as \\u and four digits',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: '} is missing',
  CloseBracketExpected: '] is missing',
  EndOfFileExpected: 'remove what follows the end of the mapping',
};

const OTHER_BRACKETS = new Map([
  ['}', ']'],
  [']', '}'],
]);

/**
 * Finds why a text is not a mapping. If the text is invalid JSON, the finding shows the line.
 *
 * @param message The Function's refusal, used if the text is valid JSON but not an object.
 * @param file The file of the text.
 */
export function assetFault(text: string, message: string, file: string): Finding {
  const fault = jsonFault(text);
  const at = (line: number) => ({ name: ASSET_FILE, file, position: () => `${line}` });
  if (!fault) return finding('asset/malformed', at(1), message.replace(`${ASSET_FILE} `, ''));
  const start = text.slice(0, fault.offset).lastIndexOf('\n') + 1;
  const [line = ''] = text.slice(start).split('\n');
  return {
    ...finding('asset/invalid-json', at(text.slice(0, start).split('\n').length), fault.why),
    excerpt: { line, column: fault.offset - start, length: fault.length },
  };
}

/** Finds what is wrong with the JSON, and which characters are wrong. */
function jsonFault(text: string) {
  if (text.trim() === '') return { why: 'the file is empty: write {}', offset: 0, length: 1 };
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch (thrown) {
    // parse is recursive: brackets that are nested too deeply overflow the stack.
    if (!(thrown instanceof RangeError)) throw thrown;
    return { why: 'brackets are nested too deeply', offset: 0, length: 1 };
  }
  const [first] = errors;
  return first && inPlainWords(text, first);
}

function inPlainWords(text: string, { error, offset, length }: ParseError) {
  const name = printParseErrorCode(error);
  // The parser reports something missing at the next token, which can be some lines below.
  const end = text.slice(0, offset).trimEnd().length;
  if (/^(PropertyName|Value)Expected$/.test(name) && text[end - 1] === ',') {
    return { why: 'remove this comma', offset: end - 1, length: 1 };
  }
  const wrong = text.slice(offset, offset + length);
  const missing = name === 'CommaExpected' && OTHER_BRACKETS.get(wrong);
  if (missing) return { why: `${missing} is missing before this`, offset, length };
  const why = wordsFor(name, wrong);
  const isMissing = /^(Comma|Colon|CloseBrace|CloseBracket)Expected$/.test(name);
  return isMissing ? { why, offset: end, length: 1 } : { why, offset, length: Math.max(1, length) };
}

function wordsFor(name: string, wrong: string): string {
  const hidden = hiddenSign(wrong);
  if (hidden) return `remove ${hidden}`;
  if (/^[\u2018-\u201F]/.test(wrong)) return 'replace the smart quotes “ ” with straight quotes ""';
  return WORDS[name] ?? name;
}
