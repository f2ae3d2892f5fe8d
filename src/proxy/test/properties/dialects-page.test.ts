import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { UpstreamDialect } from '../../../shared/model/provider';
import { answerLosses } from './answer-losses';
import { requestLosses } from './losses';

const PAGE = path.resolve(import.meta.dirname, '../../../../docs/dialects.md');

/** Renew the page with `npx vitest run src/proxy/test/properties/dialects-page --update`. */
it('docs/dialects.md tells what the properties have shown', async () => {
  const page = await format(writePage(), { ...(await resolveConfig(PAGE)), filepath: PAGE });
  await expect(page).toMatchFileSnapshot(PAGE);
});

function writePage(): string {
  const requests = UpstreamDialect.options.map(
    (dialect) => `### To ${dialect}\n\n${writeTable('what is said', requestLosses[dialect])}`,
  );
  const answers = Object.entries(answerLosses).map(
    ([dialect, losses]) => `### To ${dialect}\n\n${writeTable('what is answered', losses)}`,
  );
  return `# Dialects

What a request or an answer loses on its way from one wire format into another. The tables are written from the tests in
\`src/proxy/test/properties\`, which carry random conversations through every dialect and compare what arrives with what was meant: a loss
that stands in no table fails them, and so does a row that is none any more. \`dialects-page.test.ts\` fails when this page is stale.

Where client and provider speak the same dialect nothing is translated and nothing is lost: the bytes go through, with another model and what
a provider's \`sanitise\` names taken out. All other requests go by way of the canonical form, a superset of Anthropic's blocks, so what is lost
is lost only in the second half of the way. Three things are not in the tables, since they hold everywhere. Fields that steer a vendor's own
service (betas, metadata, safeguards, tiers) stay with the vendor. Names and ids of tools are changed where they do not fit, and changed back in
the answer. Reasoning goes back to the provider and model that made it and to nobody else, sealed in a signature of ours
([decision 5](decisions/0005-reasoning-travels-in-an-envelope.md)).

The tables are of a dialect as its documentation has it. Providers and models differ, and each difference is data:
[providers](providers.md).

## Requests

${requests.join('\n\n')}

## Answers

${answers.join('\n\n')}
`;
}

function writeTable(subject: string, losses: readonly { what: string; instead: string }[]): string {
  if (losses.length === 0) return 'Nothing is lost.';
  const rows = losses.map(({ what, instead }) => `| ${what} | ${instead} |`);
  return `| ${subject} | what arrives instead |\n| --- | --- |\n${rows.join('\n')}`;
}
