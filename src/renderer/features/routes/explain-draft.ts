import type { ClientDialect } from '../../../shared/model/exchange';
import type { ExplainInput } from '../../../shared/model/explanation';
import type { Effort } from '../../../shared/model/quirks';
import type { MarkedScenario, RequestSummary } from '../../../shared/model/request-summary';
import { guessDialect } from './guess-dialect';

/** How a request is brought before Explain. */
export type ExplainWay = 'recent' | 'paste' | 'form';

/** What can be typed of a request that is made up; empty says nothing. */
export interface RequestForm {
  model: string;
  tokens: string;
  mark: MarkedScenario | 'none';
  effort: Effort | 'none';
  agent: string;
  client: string;
  folder: string;
  /** Names, with commas or spaces between them. */
  tools: string;
  image: boolean;
  text: string;
}

/** All three ways as they stand, so that none is lost when another is looked at. */
export interface ExplainDraft {
  way: ExplainWay;
  requestId: string | null;
  body: string;
  /** Null: guessed from the body. */
  dialect: ClientDialect | null;
  /** One `Name: value` a line. */
  headers: string;
  form: RequestForm;
}

export const EMPTY_FORM: RequestForm = {
  ...{
    model: '',
    tokens: '',
    mark: 'none',
    effort: 'none',
    agent: '',
    client: '',
    folder: '',
    tools: '',
    image: false,
    text: '',
  },
};

export const EMPTY_DRAFT: ExplainDraft = {
  ...{ way: 'recent', requestId: null, body: '', dialect: null, headers: '', form: EMPTY_FORM },
};

/** The question that a draft asks, or what it still needs, in words. */
export function toExplainInput(draft: ExplainDraft): ExplainInput | { kind: 'incomplete'; why: string } {
  if (draft.way === 'form') return readForm(draft.form);
  if (draft.way === 'paste') return readPaste(draft);
  if (draft.requestId === null) return incomplete('Choose one of the last requests.');
  return { kind: 'stored', id: draft.requestId };
}

function readPaste({ body, dialect, headers }: ExplainDraft): ReturnType<typeof toExplainInput> {
  if (body.trim() === '') return incomplete('Paste the body of a request, as a client sends it.');
  const lines = headers.split('\n').filter((line) => line.trim() !== '');
  const bad = lines.find((line) => line.indexOf(':') < 1);
  if (bad !== undefined) return incomplete(`"${bad.trim()}" is no header. Write one "Name: value" a line.`);
  const entries = lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]);
  return {
    kind: 'request',
    clientDialect: dialect ?? guessDialect(body),
    body,
    headers: Object.fromEntries(entries) as Record<string, string>,
  };
}

function readForm(form: RequestForm): ReturnType<typeof toExplainInput> {
  const tokens = form.tokens.replaceAll(/[,_\s]/g, '');
  if (!/^\d{0,9}$/.test(tokens)) return incomplete(`"${form.tokens}" is no number of tokens.`);
  const marks: RequestSummary['marks'] = {};
  if (form.mark !== 'none') marks[form.mark] = FORM_MARK;
  if (form.image) marks.image = FORM_MARK;
  return {
    kind: 'form',
    summary: {
      ...textOf('requestedModel', form.model),
      ...textOf('agent', form.agent),
      ...textOf('client', form.client),
      ...textOf('folder', form.folder),
      ...(tokens !== '' && { inputTokens: Number(tokens) }),
      ...(form.effort !== 'none' && { effort: form.effort }),
      marks,
      tools: form.tools.split(/[,\s]+/).filter((name) => name !== ''),
      hasImage: form.image,
      lastText: form.text,
    },
  };
}

/** What a mark from the form is said to be; the scenario's name follows it. */
const FORM_MARK = 'The form marks it so';

function textOf<K extends keyof RequestSummary>(key: K, typed: string): Partial<Record<K, string>> {
  return typed.trim() === '' ? {} : ({ [key]: typed.trim() } as Partial<Record<K, string>>);
}

function incomplete(why: string) {
  return { kind: 'incomplete', why } as const;
}
