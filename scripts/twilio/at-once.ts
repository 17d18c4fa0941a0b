/**
 * Asks Twilio for each item. Twilio documents no number of requests at once that it always accepts.
 *
 * @param ask Asks for one item. After it has failed, no further item is asked for.
 * @param told Called after each answer, with the number of answers so far.
 * @returns The answers, in the order of the items.
 */
export async function askForEach<Item, Answer>(
  items: Item[],
  ask: (item: Item) => Promise<Answer>,
  told: (done: number) => void = () => {},
  atOnce = 10,
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
      told(++done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askForRest));
  return answers;
}
