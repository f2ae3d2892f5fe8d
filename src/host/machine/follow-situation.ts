import type { Rules } from '../../shared/config/rule-config';
import type { Conditions } from '../../shared/config/rule-conditions';
import { UNKNOWN_SITUATION, type Situation } from '../../shared/model/situation';
import type { TodaySpend } from '../../shared/model/spend';
import { UNKNOWN_MACHINE, type MachineWatch, type WatchMachine } from './machine-state';

export interface SituationOptions {
  watchMachine: WatchMachine;
  spendToday(): Promise<TodaySpend>;
  /** Called with what has changed; nothing is known before the first time. */
  tell(situation: Situation): void;
}

/** Keeps the proxy told of what its rules ask for, and looks at nothing else. */
export interface FollowedSituation {
  /** Watches what these rules ask for from now on. */
  follow(rules: Rules): void;
  /** Requests have begun, grown or ended. */
  rowsCame(): void;
  /** Tells all again, to a proxy that has just begun. */
  repeat(): void;
  close(): void;
}

/** Rows that come together are summed up once. In ms. */
const AFTER_ROWS_MS = 3_000;
/** Nobody says when a new day begins. In ms. */
const SPEND_INTERVAL_MS = 60_000;

const asksMachine = ({ onBattery, offline }: Conditions) => onBattery !== undefined || offline !== undefined;
const asksSpend = ({ spentToday }: Conditions) => spentToday !== undefined;

function someAsks(rules: Rules, asks: (conditions: Conditions) => boolean): boolean {
  return rules.some(({ enabled, when, not }) => enabled && (asks(when) || (not !== undefined && asks(not))));
}

export function followSituation({ watchMachine, spendToday, tell }: SituationOptions): FollowedSituation {
  let situation = UNKNOWN_SITUATION;
  let machine: MachineWatch | null = null;
  let spending: NodeJS.Timeout | null = null;
  let afterRows: NodeJS.Timeout | null = null;

  function change(part: Partial<Situation>): void {
    const next = { ...situation, ...part };
    const isSame = Object.entries(next).every(([name, value]) => situation[name as keyof Situation] === value);
    situation = next;
    if (!isSame) tell(situation);
  }

  async function lookAtSpend(): Promise<void> {
    const spentToday = await spendToday().then(
      ({ real }) => real.total,
      () => null,
    );
    if (spending !== null) change({ spentToday });
  }

  function followMachine(wanted: boolean): void {
    if (wanted) machine ??= watchMachine(change);
    else if (machine !== null) {
      machine.close();
      machine = null;
      change(UNKNOWN_MACHINE);
    }
  }

  function followSpend(wanted: boolean): void {
    if (wanted && spending === null) {
      spending = setInterval(() => void lookAtSpend(), SPEND_INTERVAL_MS).unref();
      void lookAtSpend();
    } else if (!wanted && spending !== null) {
      clearInterval(spending);
      if (afterRows !== null) clearTimeout(afterRows);
      spending = afterRows = null;
      change({ spentToday: null });
    }
  }

  return {
    follow(rules) {
      followMachine(someAsks(rules, asksMachine));
      followSpend(someAsks(rules, asksSpend));
    },
    rowsCame() {
      if (spending === null) return;
      afterRows ??= setTimeout(() => {
        afterRows = null;
        void lookAtSpend();
      }, AFTER_ROWS_MS).unref();
    },
    repeat: () => tell(situation),
    close() {
      followMachine(false);
      followSpend(false);
    },
  };
}
