import { createConversation } from './conversation.mjs';
import { createAgent, sendRequest } from './load.mjs';
import { median, ratio } from './statistics.mjs';

/** Characters that each turn adds: 200 turns make about 800 KB. */
const TURN_CHARACTERS = 3_300;

/**
 * Plays a conversation that grows turn by turn, each turn with all before it, on all lanes in turn. Resolves with what the
 * `early` and the `late` turn cost: the body in KB, each lane's first token in ms, and `beyondFloorMs`, which is what a lane
 * takes beyond the floor for the same body and so beyond reading and parsing it. A turn's figure is the median over the
 * `window` turns that end with it, and over the rounds.
 */
export async function runConversation({ rounds, turns, early, late, window }, lanes) {
  const played = lanes.filter(({ name }) => name !== 'direct');
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    samples.push(...(await playRound({ round, turns, lanes: played })));
  }
  const near = (turn) => samples.filter((sample) => sample.turn > turn - window && sample.turn <= turn);
  const ends = { early: describeTurn(early, near(early), played), late: describeTurn(late, near(late), played) };
  const growth = played
    .filter(({ name }) => name !== 'floor')
    .map(({ name }) => [name, growthOf(ends.late.lanes[name].beyondFloorMs, ends.early.lanes[name].beyondFloorMs)]);
  return { rounds, window, ...ends, growth: Object.fromEntries(growth) };
}

/** A late turn that takes less than the floor has not grown at all. */
function growthOf(late, early) {
  return late <= 0 ? 0 : ratio(late, early);
}

async function playRound({ round, turns, lanes }) {
  const agents = lanes.map(() => createAgent(1));
  const session = `00000000-0000-4000-8000-${String(Date.now()).padStart(12, '0')}`;
  const conversation = createConversation({ answer: { events: 20 }, seed: round + 1, session });
  const samples = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    conversation.addTurn(TURN_CHARACTERS);
    const body = Buffer.from(conversation.toJson());
    const times = {};
    for (const [index, lane] of lanes.entries()) {
      times[lane.name] = (await sendRequest(lane, body, agents[index])).firstTokenMs;
    }
    samples.push({ turn, bodyKb: body.length / 1024, times });
  }
  agents.forEach((agent) => agent.destroy());
  return samples;
}

function describeTurn(turn, samples, lanes) {
  const figures = lanes.map(({ name }) => {
    const firstTokenMs = median(samples.map(({ times }) => times[name]));
    const beyondFloorMs = median(samples.map(({ times }) => times[name] - times.floor));
    return [name, name === 'floor' ? { firstTokenMs } : { firstTokenMs, beyondFloorMs }];
  });
  return { turn, bodyKb: median(samples.map(({ bodyKb }) => bodyKb)), lanes: Object.fromEntries(figures) };
}
