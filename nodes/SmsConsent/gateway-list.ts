import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Gateway, ListedOptOut, OptOutList } from '../../core/gateway/gateway';
import { waysToWrite } from '../../core/inbound/record';
import type { Ledger } from '../../core/ledger';
import { getBrand } from '../shared/brand';
import { inProperty } from '../shared/errors';
import { gatewayProperty, readGateway } from '../shared/gateway';
import { accountSettings } from '../shared/gateway-account';
import { readPages, unusableReply } from '../shared/gateway-pages';
import { addHint, count } from '../shared/hints';
import { readOnce } from '../shared/parameters';
import { pause } from '../shared/pause';
import { gatewayAccount } from '../shared/stop-listening';
import type { Operation, OperationCall } from './operation';

export const gatewayListProperty: INodeProperties = {
	...gatewayProperty,
	description: 'Whose list of opt-outs is read',
};

export const brandsProperty: INodeProperties = {
	displayName: 'Brand Names or IDs',
	name: 'brands',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getBrands' },
	default: [],
	description:
		'Brands that write through this gateway account: who has opted out there is written to by none of them. Left empty, every brand. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/**
 * Everybody who has opted out at the gateway. Once, however many items come in; the numbers do not come out.
 * A list that cannot be read to its end records nothing.
 */
export const importFromGateway: Operation = async (call) => {
	const { context, ledger, write } = call;
	const gateway = readGateway(context);
	const brands = await chosenBrands(context, ledger);
	const listed = await readList(context, gateway);
	const tally = await record(call, brands, { gateway, listed });
	const verb = write ? 'added' : 'would be added';
	addHint(context, `${count(tally.added)} ${verb}, ${count(tally.known)} in the list before.`);
	return [{ json: { gateway: gateway.displayName, brands, listed: listed.length, ...tally } }];
};

async function chosenBrands(context: IExecuteFunctions, ledger: Ledger): Promise<string[]> {
	const given = readOnce<unknown>(context, 'brands', [], { label: 'Brand Names or IDs' });
	const chosen = [given].flat().flatMap((slug) => (slug === '' ? [] : [String(slug)]));
	if (chosen.length === 0) return (await ledger.listBrands()).map(({ slug }) => slug);
	const found = chosen.map(async (slug) => (await getBrand(context, ledger, slug)).slug);
	return [...new Set(await Promise.all(found))];
}

/** @throws NodeApiError when the gateway gives no list that can be used */
async function readList(context: IExecuteFunctions, gateway: Gateway): Promise<ListedOptOut[]> {
	const { optOutList } = gateway;
	if (!optOutList) throw noList(context, gateway);
	const settings = await accountSettings(context, gateway);
	const pages = await readPages<ListedOptOut>(context, gateway, {
		build: (page) => optOutList.build(settings, page),
		parse: (reply, page) => listOf(optOutList.parse(reply, page)),
	});
	if ('list' in pages) return pages.list;
	throw unusableReply(context, gateway, pages.unusable);
}

const listOf = (read: ReturnType<OptOutList['parse']>) =>
	read && { list: read.optOuts, next: read.next };

const WHERE_LEARNED: Record<Gateway['capabilities']['optOuts'], string> = {
	webhook: 'It tells opt-outs as they come: publish a workflow with SMS Trigger.',
	list: 'Choose another gateway.',
	none: 'It knows of none: publish a workflow with SMS Trigger for the answers people send.',
};

const noList = (context: IExecuteFunctions, { displayName, capabilities }: Gateway) =>
	inProperty(
		context,
		0,
		`${displayName} has no list of opt-outs`,
		WHERE_LEARNED[capabilities.optOuts],
	);

/** Each account is a list of its own: an entry without a date repeats itself within it, and tells a new STOP elsewhere. */
async function record(
	{ context, ledger, write, now }: OperationCall,
	brands: string[],
	{ gateway, listed }: { gateway: Gateway; listed: ListedOptOut[] },
): Promise<{ added: number; known: number }> {
	const source = `gateway ${gatewayAccount(gateway, context.getNode())}`;
	// As the gateway writes a number and as SMS Contacts does; both belong to one line of the list.
	const lines = listed.flatMap(({ to, at }, line) =>
		waysToWrite(to).map((way) => ({ line, entry: { to: way, ...datedBy(at, now) } })),
	);
	const added = new Set<number>();
	for (const brand of brands) {
		await pause();
		const verdicts = await ledger.importOptOuts({
			...{ brand, entries: lines.map(({ entry }) => entry), source, now, dryRun: !write },
			cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
		});
		for (const [index, { line }] of lines.entries())
			if (verdicts[index] === 'added') added.add(line);
	}
	return { added: added.size, known: listed.length - added.size };
}

/** A wrong clock at the gateway must not put a STOP before the consents to come. */
const datedBy = (at: number | undefined, now: number) =>
	at === undefined ? {} : { at: Math.min(at, now) };
