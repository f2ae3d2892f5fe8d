/** The kinds of thing that a user asks for, told apart by a few words. */
export type Task = 'greet' | 'fix' | 'explain' | 'review' | 'make' | 'consider';

type Texts = readonly [string, ...string[]];

/** What answers are put together from. TOPIC stands for the user's own first sentence. */
export const PHRASES: Record<Task, { opening: Texts; body: Texts }> = {
  greet: {
    opening: ['Hello. Switchyard routed this message to its simulator, so the way from your client to a provider works.'],
    body: [
      'Ask for something longer to watch an answer stream, or ask to list the files here to see a tool call.',
      'The request is in the log by now, with its route, its tokens and its time to first token.',
    ],
  },
  fix: {
    opening: [
      'You asked: “TOPIC”. Before changing anything, the failure should be made to happen on purpose.',
      'Taking “TOPIC” as a bug report, the first question is what differs between a run that works and one that fails.',
    ],
    body: [
      'Start from the last line of the error and go upwards until the first frame that is your own code. The value that is wrong there was usually made wrong one call earlier.',
      'Three causes are worth ruling out first:\n\n- a value that is missing in one branch only\n- two operations that run in the other order under load\n- a default that changed with a dependency',
      'Write a test that fails for this reason and no other. It takes a few minutes, and it is the only proof that the change below it is the repair.',
      'Keep the change small. If the repair needs a second file, check whether the first one was trusted with something that is not its business.',
      'Once the test passes, run the whole suite, then put the old line back for a moment and see the test fail again.',
    ],
  },
  explain: {
    opening: [
      'On “TOPIC”: it helps to look at what goes in, what comes out, and what is remembered in between.',
      'The short answer to “TOPIC” is that each part does one step and hands its result to the next.',
    ],
    body: [
      'The outer layer only receives and checks. It knows nothing of the rules further in, which is why it can be replaced without touching them.',
      'In the middle, decisions are made from plain values. Nothing there reads a clock or a file, so the same input always gives the same result, and a test needs no set-up.',
      'A short sketch:\n\n```ts\nconst received = receive(request);\nconst routed = chooseRoute(received);\nconst reply = await call(routed);\n```',
      'The state that remains is small and has one owner. Everyone else asks for it or is told when it changes.',
      'What surprises most readers is the failure path: it is as long as the normal one, and it is where most of the care has gone.',
    ],
  },
  review: {
    opening: [
      'Reading with “TOPIC” in mind, the structure is sound and three places deserve another look.',
      'For “TOPIC” these are the points in order of weight.',
    ],
    body: [
      'The largest function does two things. Its second half never uses what the first half computes, so it can move out under a name of its own.',
      'Two error messages say that something failed but not what to do. The caller has both facts at hand.',
      'The tests cover the normal path well. What is missing:\n\n- an empty list\n- a reply that is cut off in the middle\n- two calls at the same time',
      'Names are consistent except in one file, where a word stands for two different things. Renaming one of them would save the next reader an hour.',
      'Nothing here is urgent. The second point is the cheapest and helps users most.',
    ],
  },
  make: {
    opening: [
      'For “TOPIC” the smallest version that is useful comes first; the rest can grow on it.',
      'Here is a way to do “TOPIC” in three steps, each of which leaves the program working.',
    ],
    body: [
      'Begin with the type of the result. Once it is written down, most of the questions about the input answer themselves.',
      'A first version:\n\n```ts\nexport function summarise(rows: Row[]): Summary {\n  const total = rows.reduce((sum, row) => sum + row.amount, 0);\n  return { total, count: rows.length };\n}\n```',
      'Then connect it where the data already passes, rather than adding a second way in.',
      'Add a test for the empty case and one for a large input. Both have surprised people before.',
      'Leave out options until someone needs the second one. It is easier to add a parameter than to take one away.',
    ],
  },
  consider: {
    opening: [
      'You wrote: “TOPIC”. Here is how that can be approached.',
      'About “TOPIC”: the part that decides most is also the part that is easiest to check.',
    ],
    body: [
      'Look at what is already there. Half of the work is often done under another name.',
      'The order matters more than the speed: first what can be undone, then what cannot.',
      'Two things would change the advice: how often this happens, and who notices when it goes wrong.',
      'A list to go through:\n\n1. write down the outcome in one sentence\n2. find the one fact that is not known yet\n3. take the step that reveals it',
      'If it stays unclear after that, a small experiment costs less than a long discussion.',
    ],
  },
};
