import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Brand } from '../../core/ledger';
import { fromMicros, toMicros } from '../../core/money';
import { inProperty } from '../shared/errors';
import type { Operation } from './operation';

interface Settings extends IDataObject {
	perMonth?: number;
	minGapHours?: number;
	perDays?: { limit?: { max: number; days: number } };
	prices?: { price?: Array<{ country: string; amount: number }> };
	stopCodes?: { code?: Array<{ gateway: string; code: string }> };
	postTo?: string;
	ignoreHours?: boolean;
}

export const brandOperations: Record<string, Operation> = {
	get: async ({ context, index, ledger }) => {
		const slug = context.getNodeParameter('brand', index, '', { extractValue: true }) as string;
		return onScreen(await ledger.getBrand(slug === '' ? undefined : slug));
	},
	getAll: async ({ ledger }) => (await ledger.listBrands()).map(onScreen),
	upsert: async ({ context, index, ledger, write, now }) => {
		const slug = (context.getNodeParameter('slug', index) as string).trim();
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

function readChanges(context: IExecuteFunctions, index: number, start: Brand): Partial<Brand> {
	const settings = context.getNodeParameter('settings', index, {}) as Settings;
	const { perMonth, minGapHours, perDays, prices, stopCodes, postTo, ignoreHours, ...plain } =
		settings;
	const name = context.getNodeParameter('legalName', index, '') as string;
	const sender = context.getNodeParameter('sender', index, '') as string;
	return {
		...plain,
		...(name ? { name } : {}),
		...(sender ? { sender } : {}),
		cap: {
			...start.cap,
			...(perMonth === undefined ? {} : { perMonth }),
			...(minGapHours === undefined ? {} : { minGapHours }),
			...(perDays?.limit ? { perDays: perDays.limit } : {}),
		},
		prices: {
			...start.prices,
			...Object.fromEntries(
				(prices?.price ?? []).map(({ country, amount }) => [country, toMicros(amount)]),
			),
		},
		stopCodes: {
			...start.stopCodes,
			...Object.fromEntries((stopCodes?.code ?? []).map(({ gateway, code }) => [gateway, code])),
		},
		sandbox: {
			...start.sandbox,
			...(postTo === undefined ? {} : { postTo: postTo || undefined }),
			...(ignoreHours === undefined ? {} : { ignoreHours }),
		},
	};
}

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
