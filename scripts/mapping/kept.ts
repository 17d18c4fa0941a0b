/**
 * Makes a function that works out each answer once, because the questions are often the same. It
 * asks again where the answer was `undefined`.
 */
export function kept<Answer>(ask: (question: string) => Answer): (question: string) => Answer {
  const answers = new Map<string, Answer>();
  return (question) => {
    const answer = answers.get(question) ?? ask(question);
    answers.set(question, answer);
    return answer;
  };
}
