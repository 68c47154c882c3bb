import type { IDataObject } from 'n8n-workflow';
import type { Brand } from '../../core/ledger';
import { fromMicros } from '../../core/money';
import { brandAt } from '../shared/brand';
import { inProperty } from '../shared/errors';
import { readChanges } from './brand-changes';
import type { Operation } from './operation';

export const brandOperations: Record<string, Operation> = {
	get: async ({ context, index, ledger }) =>
		onScreen(await ledger.getBrand(brandAt(context, index))),
	getAll: async ({ ledger }) => (await ledger.listBrands()).map(onScreen),
	upsert: async ({ context, index, ledger, write, now }) => {
		const slug = String(context.getNodeParameter('slug', index) ?? '').trim();
		if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(slug)) {
			throw inProperty(
				context,
				index,
				`'Brand ID' is not usable: "${slug}"`,
				'Use lower-case letters, digits and dashes, e.g. maison-lumen.',
			);
		}
		const known = (await ledger.listBrands()).find((brand) => brand.slug === slug);
		const start = known ?? (await ledger.getBrand());
		const brand = { ...start, ...readChanges(context, index, start), slug };
		return onScreen(write ? await ledger.saveBrand(brand, now) : brand);
	},
};

/** A brand as a marketer reads it: prices in the currency, not in micros. */
function onScreen({ prices, slug, cap, stopCodes, sandbox, ...brand }: Brand): IDataObject {
	return {
		brand: slug,
		...brand,
		cap: { ...cap },
		stopCodes: { ...stopCodes },
		sandbox: { ...sandbox },
		prices: Object.fromEntries(
			Object.entries(prices).map(([country, price]) => [country, fromMicros(price)]),
		),
	};
}
