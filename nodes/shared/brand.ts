import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { Brand, Ledger } from '../../core/ledger';
import { asNodeError } from './errors';
import { readSms } from './items';
import { openLedger } from './open-ledger';
import { readOnce } from './parameters';

/** Form and reading of the brand stand side by side, so that they never drift. */
export const brandProperty: INodeProperties = {
	displayName: 'Brand',
	name: 'brand',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The retailer in whose name SMS are sent. Left empty, the default brand.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Default brand',
			typeOptions: {
				searchListMethod: 'searchBrands',
				searchable: true,
				// Else the editor loads no list for a node that may have a credential until it has one.
				skipCredentialsCheckInRLC: true,
			},
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. maison-lumen' },
	],
};

/** For `methods.listSearch` of a node that shows `brandProperty`. */
export async function searchBrands(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const brands = await (await openLedger(this)).listBrands();
	const wanted = filter.toLowerCase();
	return {
		results: brands
			.filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(wanted))
			.map(({ name, slug }) => ({ name, value: slug })),
	};
}

/** For `methods.loadOptions` of a node where several brands can be chosen. */
export async function getBrands(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const brands = await (await openLedger(this)).listBrands();
	return brands.map(({ name, slug }) => ({ name, value: slug }));
}

/** @throws NodeOperationError naming the brands there are when it is unknown */
export async function readBrand(context: IExecuteFunctions, ledger: Ledger): Promise<Brand> {
	const slug = readOnce<unknown>(context, 'brand', '', { label: 'Brand', extractValue: true });
	return await getBrand(context, ledger, String(slug ?? ''));
}

/** The brand chosen for one item, where each item is a task of its own; undefined for the default brand. */
export function brandAt(context: IExecuteFunctions, index: number): string | undefined {
	const slug = context.getNodeParameter('brand', index, '', { extractValue: true });
	return String(slug ?? '') || undefined;
}

export async function getBrand(
	context: IExecuteFunctions,
	ledger: Ledger,
	slug?: string,
): Promise<Brand> {
	try {
		return await ledger.getBrand(slug === '' ? undefined : slug);
	} catch (error) {
		throw asNodeError(context, error);
	}
}

export interface BrandGroup {
	brand: Brand;
	/** positions of its items in the input */
	indexes: number[];
}

/** The items by the brand they carry; those without one belong to the default brand. */
export async function groupByBrand(
	context: IExecuteFunctions,
	ledger: Ledger,
	items: readonly INodeExecutionData[],
): Promise<BrandGroup[]> {
	const groups = new Map<string, number[]>();
	items.forEach(({ json }, index) => {
		const slug = readSms(json).brand ?? '';
		const indexes = groups.get(slug);
		if (indexes) indexes.push(index);
		else groups.set(slug, [index]);
	});
	return await Promise.all(
		[...groups].map(async ([slug, indexes]) => ({
			brand: await getBrand(context, ledger, slug),
			indexes,
		})),
	);
}
