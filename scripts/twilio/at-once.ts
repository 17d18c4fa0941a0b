/** Twilio documents no number of requests at once that it always accepts. */
const MOST = 10;

/**
 * Asks Twilio for each item, ten at once at the most.
 *
 * @param told Called after each answer, with the number of answers so far.
 * @returns The answers, in the order of the items.
 */
export async function askForEach<Item, Answer>(
  items: Item[],
  ask: (item: Item) => Promise<Answer>,
  told: (done: number) => void = () => {},
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const rest = items.entries();
  let done = 0;
  const askForRest = async () => {
    for (const [index, item] of rest) {
      answers[index] = await ask(item);
      told(++done);
    }
  };
  await Promise.all(Array.from({ length: MOST }, askForRest));
  return answers;
}
