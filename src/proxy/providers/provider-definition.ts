import type { PriceSource } from '../../pricing';
import type { AuthScheme, OtherAddress, PresetGroup, PresetId, UpstreamDialect } from '../../shared/model/provider';
import type { Quirks, Sanitising } from '../../shared/model/quirks';

/** A wire format that a provider serves, and where. */
export interface ProviderEndpoint {
  dialect: UpstreamDialect;
  /** Without a slash at the end; the dialect's path comes after it. null: the user gives it (custom, Azure …) or the app does (simulator). */
  baseUrl: string | null;
  /** Where it differs from the provider's. */
  auth?: AuthScheme;
  /** What holds for this endpoint only. */
  quirks?: Partial<Quirks>;
  /** Used only where the config asks for its dialect: it serves less than the others do. */
  onRequest?: true;
}

/** What holds for some of a provider's models. Later rules win over earlier ones. */
export interface ModelRule {
  /** On the model's id as it is called there. */
  match: RegExp;
  /** The rule holds only where the model is called in this dialect: a reasoning switch, say, is a field of one dialect. */
  on?: UpstreamDialect;
  quirks?: Partial<Quirks>;
  /** Beside what the endpoint and earlier rules say, where `quirks.sanitise` would replace it. */
  alsoSanitise?: Sanitising[];
  /** Only this endpoint's dialect is used for it, e.g. Responses for models whose chat refuses tools (pitfall 33). */
  dialect?: UpstreamDialect;
  /** Tokens. */
  contextWindow?: number;
  /** False for models that take no images. */
  vision?: boolean;
  maxOutputTokens?: number;
}

/** Who serves which dialects: addresses, auth and habits, as data. One small file each. */
export interface ProviderDefinition {
  id: PresetId;
  name: string;
  group: PresetGroup;
  /**
   * In order of preference. A request goes through untouched where one speaks the client's dialect; otherwise it is
   * translated for the first.
   */
  endpoints: ProviderEndpoint[];
  auth: AuthScheme;
  needsKey: boolean;
  keyLooksLike: string | null;
  keyUrl: string | null;
  keyVariable: string | null;
  /** Where the list of models is: a whole address, or a path after the first endpoint's base URL; null where there is none. */
  modelsUrl: string | null;
  /** Where a key is told from a wrong one, if the list of models is open to all. */
  keyCheckUrl?: string;
  suggestedModels: string[];
  prices: PriceSource;
  /** At some of its other addresses, the last that fits: regions have prices of their own, and what a plan covers has none for each call. */
  pricesAt?: { match: RegExp; prices: PriceSource }[];
  /** What holds for all its endpoints. */
  quirks?: Partial<Quirks>;
  modelRules?: ModelRule[];
  /** An address for the user to fill in, where there is no fixed one, e.g. `https://{resource}.openai.azure.com/openai/v1`. */
  baseUrlPattern?: string;
  /** The first endpoint at other addresses: regions and plans, whose keys hold there only. May hold parts to fill in. */
  otherAddresses?: OtherAddress[];
  playMoney?: true;
}
