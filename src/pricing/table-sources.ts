import type { TableName } from './price-table';

interface TableSource {
  /** Where its newest version is. */
  url: string;
  licence: string;
}

/** Whom the tables are from; THIRD_PARTY_NOTICES.md has the licences. */
export const TABLE_SOURCES: Record<TableName, TableSource> = {
  'genai-prices': {
    url: 'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json',
    licence: 'MIT, Copyright (c) Pydantic Services Inc. 2025 to present',
  },
  'models.dev': { url: 'https://models.dev/api.json', licence: 'MIT, Copyright (c) 2025 models.dev' },
};
