import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

const folder = join(__dirname, '../../nodes');

/** One instance of every node of the package, found on disk: a new node is looked at without being listed. */
export const NODE_CLASSES: INodeType[] = readdirSync(folder)
	.filter((name) => name.startsWith('Sms'))
	.map((name) => {
		const loaded = require(join(folder, name, `${name}.node.ts`)) as Record<
			string,
			new () => INodeType
		>;
		return new loaded[name]!();
	});

export interface Parameter {
	/** `settings.perDays.limit.max`: the way to it through collections */
	path: string;
	property: INodeProperties;
}

type Choice = INodePropertyOptions | INodeProperties | INodePropertyCollection;

const isProperty = (choice: Choice): choice is INodeProperties => 'type' in choice;
const isCollection = (choice: Choice): choice is INodePropertyCollection => 'values' in choice;

/** Every parameter a person can set, those inside collections too; one that stands for several operations counts once. */
export function parametersOf({ description }: INodeType): Parameter[] {
	const all = description.properties.flatMap((property) => within(property, ''));
	return [...new Map(all.map((one) => [`${one.path} ${one.property.displayName}`, one])).values()];
}

function within(property: INodeProperties, before: string): Parameter[] {
	const path = before + property.name;
	if (property.type === 'notice') return [];
	const inner = (property.options ?? []).flatMap((choice: Choice) => {
		if (isProperty(choice)) return within(choice, `${path}.`);
		if (!isCollection(choice)) return [];
		return choice.values.flatMap((value) => within(value, `${path}.${choice.name}.`));
	});
	return [{ path, property }, ...inner];
}

/** The choices of a dropdown. */
export const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	(options as Choice[]).filter(
		(choice): choice is INodePropertyOptions => !isProperty(choice) && !isCollection(choice),
	);
