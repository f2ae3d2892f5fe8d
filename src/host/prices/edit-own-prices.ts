import type { ConfigFile } from '../../shared/config/config-schema';
import type { OwnPrice } from '../../shared/config/price-config';
import type { OwnPriceName } from '../../shared/ipc/price-calls';

/** Puts a price of the user's own in the place of the one that is named, or at the end. */
export function putOwnPrice(file: ConfigFile, price: OwnPrice, replaces: OwnPriceName | null): ConfigFile {
  const own = file.prices?.own ?? [];
  const index = replaces === null ? -1 : own.findIndex((one) => isNamed(one, replaces));
  return withOwn(file, index === -1 ? [...own, price] : own.with(index, price));
}

export function dropOwnPrice(file: ConfigFile, name: OwnPriceName): ConfigFile {
  return withOwn(
    file,
    (file.prices?.own ?? []).filter((one) => !isNamed(one, name)),
  );
}

function withOwn(file: ConfigFile, own: NonNullable<NonNullable<ConfigFile['prices']>['own']>): ConfigFile {
  return { ...file, prices: { ...file.prices, own } };
}

function isNamed({ target, from }: Pick<OwnPrice, 'target' | 'from'>, name: OwnPriceName): boolean {
  return target === name.target && (from ?? null) === name.from;
}
