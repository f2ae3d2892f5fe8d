import type { Notice } from '../../shared/ipc/contract';
import type { BudgetNews } from '../../shared/model/budget';
import { describeSpent, describeWindowEnd, showDollars } from '../../shared/model/describe-budget';

/** What is told of a budget that has reached a step, or has refused a request before it did. */
export function describeBudgetNews({ state, at, then, kind }: BudgetNews): Omit<Notice, 'id'> {
  const { name, spent, limit, reserved, per, windowEnd } = state;
  const anew = `It starts anew ${describeWindowEnd(per, windowEnd)}.`;
  if (kind === 'refused') {
    const aside = reserved > 0 ? ` and ${showDollars(reserved)} set aside` : '';
    return {
      level: 'warn',
      message: `The budget ${name} has refused a request: ${describeSpent(spent, limit)} spent${aside}, too little left for it. ${anew}`,
      hint: 'Raise it under Budgets, or choose a free model.',
    };
  }
  const standing = at >= 100 ? 'is used up' : `has reached ${at} %`;
  const message = `The budget ${name} ${standing}: ${describeSpent(spent, limit)}. ${anew}`;
  switch (then) {
    case 'notify':
      return { level: 'info', message };
    case 'next-target':
      return {
        level: 'info',
        message,
        hint: 'Targets that cost money are passed over from here on, while another one comes after them.',
      };
    case 'block':
      return {
        level: 'warn',
        message,
        hint: 'What costs money is refused from here on. Raise it under Budgets, or choose a free model.',
      };
  }
}
