/**
 * Asks Twilio for each item. Twilio documents no number of requests at once that it always accepts.
 *
 * @param ask Asks for one item. After it has failed, no further item is asked for.
 * @param doing What a terminal shows, with the number of answers so far, until all have come.
 * @returns The answers, in the order of the items.
 */
export async function askForEach<Item, Answer>(
  items: Item[],
  ask: (item: Item) => Promise<Answer>,
  { doing = '', atOnce = 10 } = {},
): Promise<Answer[]> {
  const answers: Answer[] = [];
  // A loop that fails ends a generator, and so the other loops.
  const rest = (function* () {
    yield* items.entries();
  })();
  let done = 0;
  const askForRest = async () => {
    for (const [index, item] of rest) {
      answers[index] = await ask(item);
      done += 1;
      const line = done < items.length ? `\r${doing}: ${done} of ${items.length}` : '\r\u001b[K';
      if (doing && process.stderr.isTTY) process.stderr.write(line);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askForRest));
  return answers;
}
